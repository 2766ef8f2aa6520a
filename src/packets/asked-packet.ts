// SPDX-License-Identifier: MIT
import { parsePorts } from '../formats/port/port-set.ts'
import type { Protocol, Rule } from '../formats/rule/rule.ts'
import type { Family } from './dimension.ts'

/** One kind of packet in the words of rules; `ports` are those of whoever listens. */
export interface PacketKind {
  readonly protocol: Protocol
  readonly ports: readonly string[]
  readonly icmpTypes: readonly string[]
  /** ICMP belongs to one family each. */
  readonly family: Family | null
}

/** What a question asks about: every kind of packet that has to pass. */
export interface AskedPacket {
  readonly text: string
  /** `dynamic` are the ports behind dynamic RPC on whoever listens. */
  readonly kinds: (dynamic: readonly string[]) => readonly PacketKind[]
  /** How a flow of the user's own says it; null where none can. */
  readonly flow: { readonly protocol: 'tcp' | 'udp' | 'icmp'; readonly ports: readonly string[] } | null
}

const icmp = (family: Family, type: string, code = '*'): PacketKind => ({
  protocol: family === 4 ? 'icmp4' : 'icmp6',
  ports: [],
  icmpTypes: [`${Number(type)}:${code === '*' ? code : Number(code)}`],
  family,
})

const ported = (protocol: 'tcp' | 'udp', ports: readonly string[]): PacketKind => ({
  protocol,
  ports,
  icmpTypes: [],
  family: null,
})

const ECHO = { 4: '8', 6: '128' } as const

/**
 * `443/tcp`, `50000-50199/tcp`, `53/udp`, `icmp4/8`, `icmp4/3:4`, `icmp6/128`, `icmp` (an echo request in either family), `rpc/tcp` (the
 * endpoint mapper, then a dynamic port). Null where a text is none of these.
 */
export const askedPacket = (text: string): AskedPacket | null => {
  const word = text.trim().toLowerCase()
  const packet = (kinds: AskedPacket['kinds'], flow: AskedPacket['flow']): AskedPacket => ({ text, kinds, flow })
  if (word === 'icmp') return packet(() => [icmp(4, ECHO[4]), icmp(6, ECHO[6])], { protocol: 'icmp', ports: [] })
  if (word === 'rpc/tcp')
    return packet((dynamic) => [ported('tcp', ['135']), ported('tcp', dynamic)], {
      protocol: 'tcp',
      ports: ['135', 'dynamic'],
    })
  const [, family, type = '', code] = /^icmp([46])\/(\d{1,3})(?::(\d{1,3}|\*))?$/.exec(word) ?? []
  if (family !== undefined) {
    if (Number(type) > 255 || (code !== undefined && Number(code) > 255)) return null
    const isEcho = type === ECHO[family === '4' ? 4 : 6]
    return packet(() => [icmp(family === '4' ? 4 : 6, type, code)], isEcho ? { protocol: 'icmp', ports: [] } : null)
  }
  const [, port, protocol] = /^([\d-]+)\/(tcp|udp)$/.exec(word) ?? []
  if (port === undefined || (protocol !== 'tcp' && protocol !== 'udp')) return null
  const range = parsePorts(port)
  return range === null || range.first === 0
    ? null
    : packet(() => [ported(protocol, [port])], { protocol, ports: [port] })
}

/** A kind of packet from one side to another, said like a rule: inbound for whoever listens, else outbound. */
export const questionOf = (
  { protocol, ports, icmpTypes }: PacketKind,
  direction: 'in' | 'out',
  own: readonly string[],
  other: readonly string[],
  profiles: Rule['profiles'],
): Rule => ({
  id: '',
  displayName: '',
  description: '',
  group: '',
  direction,
  action: 'allow',
  enabled: true,
  profiles,
  protocol,
  localPorts: direction === 'in' ? ports : [],
  remotePorts: direction === 'in' ? [] : ports,
  icmpTypes,
  localAddresses: own,
  remoteAddresses: other,
  program: null,
  service: null,
  interfaceTypes: [],
  flows: [],
})
