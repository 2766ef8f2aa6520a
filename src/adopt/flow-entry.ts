// SPDX-License-Identifier: MIT
import { unusableKind } from '../estate/resolve/unusable-address.ts'
import {
  type AddressSet,
  addressesCover,
  formatAddressSet,
  isAnyAddress,
  parseAddresses,
} from '../formats/address/address-set.ts'
import { parsePorts } from '../formats/port/port-set.ts'
import type { Rule } from '../formats/rule/rule.ts'
import { conditionOf } from '../packets/rule-condition.ts'
import type { FlowEntry } from './adoption.ts'

/** The computer whose rules they are. */
export interface AdoptingHost {
  readonly name: string
  readonly addresses: AddressSet
  /** The numbers that stand for `RPC` there; null where Windows' own range does. */
  readonly rpc: string | null
}

const ECHO: Readonly<Record<string, string>> = { icmp4: '8:*', icmp6: '128:*' }

const portsOf = (rule: Rule, host: AdoptingHost): readonly (string | number)[] | string => {
  if (rule.localPorts.length === 0) return 'is for every port, and a flow names its ports'
  const ports: (string | number)[] = []
  for (const port of rule.localPorts) {
    const range = parsePorts(port)
    if (range !== null && range.first === 0) return 'holds port 0, which no flow has'
    if (range !== null) ports.push(range.first === range.last ? range.first : `${range.first}-${range.last}`)
    else if (port === 'RPC-EPMap') ports.push(135)
    else if (port === 'RPC' && host.rpc === null) ports.push('dynamic')
    else if (port === 'RPC') return `is for dynamic RPC, which the estate restricts to ${host.rpc} on this computer`
    else return `is for ${port}, which a flow has no word for`
  }
  return ports
}

const sendersOf = (rule: Rule): string | readonly string[] | { readonly reason: string } => {
  if (rule.remoteAddresses.length === 0) return 'any'
  const set = parseAddresses(rule.remoteAddresses, true)
  if (set === null) return { reason: 'has an address that is not understood' }
  const [keyword] = set.keywords
  if (keyword !== undefined) return { reason: `is for ${keyword}, which only the computer knows` }
  if (isAnyAddress(set)) return 'any'
  const texts = formatAddressSet(set)
  const unusable = texts.find((text) => unusableKind(parseAddresses([text], true) as AddressSet) !== null)
  return unusable === undefined ? texts : { reason: `is for ${unusable}, which is no address of a computer` }
}

/** What a rule asks for that no flow can ask for, so that a flow would be wider; null where it asks for nothing of the kind. */
export const flowCondition = (rule: Rule): string | null => {
  const condition = conditionOf(rule)
  if (rule.action === 'bypass') return 'the rule overrides blocks for authenticated computers'
  if (condition !== null) return `the rule asks for more than a flow can (${condition})`
  if (rule.interfaceTypes.length > 0)
    return `the rule is for interfaces of one type (${rule.interfaceTypes.join(', ')})`
  if (rule.service !== null)
    return `the rule is for the service ${rule.service}; a flow would open its ports to every program`
  if (rule.program !== null)
    return `the rule is for the program ${rule.program}; a flow would open its ports to every program`
  return null
}

/** The rule as a flow to its host, or why a flow would be wider, or none can say it. */
export const flowEntry = (rule: Rule, host: AdoptingHost, name: string): FlowEntry | { readonly reason: string } => {
  const reason = (text: string): { readonly reason: string } => ({ reason: `the rule ${text}` })
  if (rule.remotePorts.length > 0) return reason('asks for the port of the sender')
  if (rule.localAddresses.length > 0) {
    const local = parseAddresses(rule.localAddresses, true)
    if (local === null || !addressesCover(local, host.addresses))
      return reason('is for some of the addresses of the computer alone')
  }
  const from = sendersOf(rule)
  if (typeof from === 'object' && 'reason' in from) return reason(from.reason)
  const senders = typeof from !== 'string' && from.length === 1 ? (from[0] as string) : from
  const entry = { name, from: senders, to: host.name, reason: 'TODO' } as const
  if (rule.protocol === 'icmp4' || rule.protocol === 'icmp6') {
    if (rule.icmpTypes.join() !== ECHO[rule.protocol]) return reason('is for other ICMP than echo requests')
    const other = rule.protocol === 'icmp4' ? host.addresses.v6 : host.addresses.v4
    if (from === 'any' && other.length > 0)
      return reason('is for echo requests of one family; a flow from any has both')
    return { name, from: senders, to: host.name, protocol: 'icmp', reason: 'TODO' }
  }
  if (rule.protocol !== 'tcp' && rule.protocol !== 'udp')
    return reason(`is for the protocol ${rule.protocol}; flows are TCP, UDP and ICMP`)
  const ports = portsOf(rule, host)
  if (typeof ports === 'string') return reason(ports)
  return { name: entry.name, from: entry.from, to: entry.to, protocol: rule.protocol, ports, reason: 'TODO' }
}
