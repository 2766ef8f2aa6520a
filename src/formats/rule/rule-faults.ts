// SPDX-License-Identifier: MIT
import { parseAddress } from '../address/address-set.ts'
import { parsePorts } from '../port/port-set.ts'
import type { Loss } from './loss.ts'
import { PROFILES, type Rule } from './rule.ts'

type Fault = Omit<Loss, 'rule' | 'text'>

/** What listens behind a keyword of ports, and on which side: MS-FASP 2.2.37. */
const PORT_WORDS: Readonly<Record<string, { readonly side: 'localPorts' | 'remotePorts'; readonly over: string }>> = {
  RPC: { side: 'localPorts', over: 'tcp' },
  'RPC-EPMap': { side: 'localPorts', over: 'tcp' },
  IPHTTPSIn: { side: 'localPorts', over: 'tcp' },
  IPHTTPSOut: { side: 'remotePorts', over: 'tcp' },
  Teredo: { side: 'localPorts', over: 'udp' },
  DHCP: { side: 'localPorts', over: 'udp' },
  PlayToDiscovery: { side: 'localPorts', over: 'udp' },
  mDNS: { side: 'localPorts', over: 'udp' },
}
const DIRECTIONS = ['in', 'out']
const ACTIONS = ['allow', 'block', 'bypass']
const PROTOCOLS = ['tcp', 'udp', 'icmp4', 'icmp6', 'any']
const INTERFACES = ['Lan', 'Wireless', 'RemoteAccess']
const ICMP = /^(\d{1,3}):(\d{1,3}|\*)$/

const portFault = (rule: Rule, side: 'localPorts' | 'remotePorts'): Fault | null => {
  if (rule[side].length === 0) return null
  if (rule.protocol !== 'tcp' && rule.protocol !== 'udp')
    return { field: side, reason: `ports need the protocol tcp or udp, not ${rule.protocol}` }
  const direction = side === 'localPorts' ? 'in' : 'out'
  for (const port of rule[side]) {
    if (parsePorts(port) !== null) continue
    const word = Object.hasOwn(PORT_WORDS, port) ? PORT_WORDS[port] : undefined
    if (word?.side !== side)
      return { field: side, reason: `${JSON.stringify(port)} is not a port, a range or a keyword` }
    if (word.over !== rule.protocol || rule.direction !== direction)
      return { field: side, reason: `${port} needs an ${direction}bound rule with the protocol ${word.over}` }
  }
  return null
}

const addressFault = (rule: Rule, side: 'localAddresses' | 'remoteAddresses'): Fault | null => {
  for (const entry of rule[side]) {
    const set = parseAddress(entry, true)
    if (set === null) return { field: side, reason: `${JSON.stringify(entry)} is not an address, a network or a range` }
    if (side === 'localAddresses' && set.keywords.length > 0)
      return { field: side, reason: `${entry} cannot be a local address` }
  }
  return null
}

const icmpFault = ({ icmpTypes, protocol }: Rule): Fault | null => {
  const fault = (reason: string): Fault => ({ field: 'icmpTypes', reason })
  if (icmpTypes.length === 0) return null
  if (protocol !== 'icmp4' && protocol !== 'icmp6') return fault('ICMP types need ICMP')
  const wrong = icmpTypes.find((type) => {
    const [, number, code] = ICMP.exec(type) ?? []
    return number === undefined || Number(number) > 255 || (code !== '*' && Number(code) > 255)
  })
  return wrong === undefined ? null : fault(`${JSON.stringify(wrong)} is not TYPE:CODE`)
}

const unknown = (field: string, value: unknown, known: readonly unknown[]): Fault | null =>
  known.includes(value) ? null : { field, reason: `${JSON.stringify(value)} is not one of ${known.join(', ')}` }

const protocolFault = ({ protocol }: Rule): Fault | null =>
  typeof protocol === 'number'
    ? Number.isInteger(protocol) && protocol >= 0 && protocol <= 255
      ? null
      : { field: 'protocol', reason: `${protocol} is not an IP protocol` }
    : unknown('protocol', protocol, PROTOCOLS)

// biome-ignore lint/suspicious/noControlCharactersInRegex: no path and no service holds them
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/

const textFault = (rule: Rule, field: 'program' | 'service'): Fault | null => {
  const text = rule[field]
  if (text === null) return null
  if (text.trim() === '') return { field, reason: 'is empty' }
  return CONTROL.test(text) ? { field, reason: 'holds control characters' } : null
}

/** What in a rule that was read no rule of Windows says. Every reader asks this last, and hardly ever is there anything. */
export const ruleFaults = (rule: Rule): readonly Fault[] => {
  const faults: Fault[] = []
  const note = (fault: Fault | null): void => {
    if (fault !== null) faults.push(fault)
  }
  if (rule.id === '') note({ field: 'id', reason: 'a rule needs a name' })
  note(unknown('direction', rule.direction, DIRECTIONS))
  note(unknown('action', rule.action, ACTIONS))
  for (const profile of rule.profiles) note(unknown('profiles', profile, PROFILES))
  note(protocolFault(rule))
  note(textFault(rule, 'program'))
  note(textFault(rule, 'service'))
  note(portFault(rule, 'localPorts'))
  note(portFault(rule, 'remotePorts'))
  note(icmpFault(rule))
  note(addressFault(rule, 'localAddresses'))
  note(addressFault(rule, 'remoteAddresses'))
  for (const type of rule.interfaceTypes) note(unknown('interfaceTypes', type, INTERFACES))
  return faults
}
