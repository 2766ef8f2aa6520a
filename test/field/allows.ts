// SPDX-License-Identifier: MIT
import { addressesCover, parseAddress, parseAddresses } from '../../src/formats/address/address-set.ts'
import type { Rule } from '../../src/formats/rule/rule.ts'
import type { Policy } from '../../src/rules/policy.ts'
import type { Question } from './field-case.ts'

const DYNAMIC = [49152, 65535] as const

const hasPort = (ports: readonly string[], port: number): boolean =>
  ports.length === 0 ||
  ports.some((text) => {
    if (text === 'RPC') return port >= DYNAMIC[0] && port <= DYNAMIC[1]
    if (text === 'RPC-EPMap') return port === 135
    const [first, last = first] = text.split('-').map(Number) as [number, number?]
    return first <= port && port <= last
  })

const hasAddress = (addresses: readonly string[], address: string): boolean => {
  const set = parseAddresses(addresses)
  const one = parseAddress(address)
  if (set === null || one === null) throw new Error(`${addresses.join(', ')} or ${address} is no address`)
  return addresses.length === 0 || addressesCover(set, one)
}

const passes = (policies: readonly Policy[], who: string, direction: 'in' | 'out', packet: Question): boolean => {
  const policy = policies.find((one) => one.hosts.includes(who) || one.clients.includes(who))
  const [from, to, protocol, port] = packet
  const fits = (rule: Rule): boolean =>
    rule.enabled &&
    rule.direction === direction &&
    rule.protocol === protocol &&
    hasPort(direction === 'in' ? rule.localPorts : rule.remotePorts, port) &&
    hasAddress(rule.remoteAddresses, direction === 'in' ? from : to)
  const rules = policy?.rules.filter(fits) ?? []
  return rules.some((rule) => rule.action === 'allow') && !rules.some((rule) => rule.action === 'block')
}

/** Whether the receiver's inbound rules let the packet in. */
export const letsIn = (policies: readonly Policy[], packet: Question): boolean =>
  passes(policies, packet[1], 'in', packet)

/** Whether the sender's outbound rules let the packet out. */
export const letsOut = (policies: readonly Policy[], packet: Question): boolean =>
  passes(policies, packet[0], 'out', packet)
