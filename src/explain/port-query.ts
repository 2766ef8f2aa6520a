// SPDX-License-Identifier: MIT
import { intersect, type Range } from '../formats/address/range.ts'
import { ANY_PORT, parsePorts } from '../formats/port/port-set.ts'
import type { Rule } from '../formats/rule/rule.ts'

/** A port or range with its protocol, `null` for TCP and UDP alike; ICMP has no port. */
export interface PortQuery {
  readonly protocol: 'tcp' | 'udp' | 'icmp' | null
  readonly ports: readonly Range<number>[]
}

/** Reads `445`, `445/tcp`, `50000-50199/tcp`, `icmp`; null for anything else. */
export const readPortQuery = (text: string): PortQuery | null => {
  if (/^icmp[46]?$/i.test(text)) return { protocol: 'icmp', ports: ANY_PORT }
  const [, port = '', protocol] = /^([\d-]+)(?:\/(tcp|udp))?$/i.exec(text) ?? []
  const range = parsePorts(port)
  if (range === null || range.first === 0) return null
  return { protocol: (protocol?.toLowerCase() ?? null) as PortQuery['protocol'], ports: [range] }
}

/** The ports of whoever answers, dynamic RPC in numbers. */
export const listeningPorts = (rule: Rule, dynamicRange: string): readonly Range<number>[] => {
  const ports = rule.direction === 'in' ? rule.localPorts : rule.remotePorts
  if (ports.length === 0) return ANY_PORT
  return ports.flatMap((port) => {
    const range = parsePorts(port === 'RPC' ? dynamicRange : port === 'RPC-EPMap' ? '135' : port)
    return range === null ? [] : [range]
  })
}

export const overlaps = (one: readonly Range<number>[], other: readonly Range<number>[]): boolean =>
  one.some((range) => other.some((second) => intersect([range], [second]).length > 0))

export const ruleAnswers = (rule: Rule, query: PortQuery, dynamicRange: string): boolean => {
  const icmp = String(rule.protocol).startsWith('icmp')
  if (query.protocol === 'icmp') return icmp || rule.protocol === 'any'
  if (rule.protocol !== 'any' && rule.protocol !== 'tcp' && rule.protocol !== 'udp') return false
  if (query.protocol !== null && rule.protocol !== 'any' && rule.protocol !== query.protocol) return false
  return overlaps(listeningPorts(rule, dynamicRange), query.ports)
}
