// SPDX-License-Identifier: MIT
import {
  type AddressSet,
  ANY_ADDRESS,
  intersectAddresses,
  isEmptyAddressSet,
  NO_ADDRESS,
  parseAddresses,
  unionAddresses,
} from '../formats/address/address-set.ts'
import { covers, normalize, type Range } from '../formats/address/range.ts'
import { parsePorts } from '../formats/port/port-set.ts'
import type { Rule } from '../formats/rule/rule.ts'

/** A packet as a question asks for it: `443` or `50000-50010` over TCP or UDP, or an ICMP echo request. */
export interface Packet {
  readonly protocol: 'tcp' | 'udp' | 'icmp'
  readonly port: string | null
}

/** What stands behind port keywords on the computer that is asked about. */
export interface PortKeywords {
  readonly rpc: readonly string[]
}

const addresses = (texts: readonly string[]): AddressSet =>
  texts.length === 0 ? ANY_ADDRESS : (parseAddresses(texts, true) ?? NO_ADDRESS)

const ports = (texts: readonly string[], keywords: PortKeywords): readonly Range<number>[] =>
  normalize(
    texts
      .flatMap((text) => (text === 'RPC' ? keywords.rpc : text === 'RPC-EPMap' ? ['135'] : [text]))
      .flatMap((text) => parsePorts(text) ?? []),
  )

const concerns = (rule: Rule, packet: Packet, keywords: PortKeywords): boolean => {
  if (!rule.enabled) return false
  if (rule.protocol === 'any') return true
  if (packet.protocol === 'icmp') {
    const echo = rule.protocol === 'icmp4' ? '8' : rule.protocol === 'icmp6' ? '128' : null
    return echo !== null && (rule.icmpTypes.length === 0 || rule.icmpTypes.some((type) => type.split(':')[0] === echo))
  }
  if (rule.protocol !== packet.protocol) return false
  const listening = rule.direction === 'in' ? rule.localPorts : rule.remotePorts
  const asked = packet.port === null ? null : parsePorts(packet.port)
  return listening.length === 0 || (asked !== null && covers(ports(listening, keywords), [asked]))
}

/** The other sides for which rules of a policy let a packet pass, and the rules that do. Block rules win over allow rules. */
export const allowedSources = (
  rules: readonly Rule[],
  direction: 'in' | 'out',
  packet: Packet,
  own: AddressSet,
  keywords: PortKeywords,
): { readonly addresses: AddressSet; readonly rules: readonly Rule[] } => {
  const fitting = rules.filter(
    (rule) =>
      rule.direction === direction &&
      rule.action === 'allow' &&
      concerns(rule, packet, keywords) &&
      (rule.localAddresses.length === 0 || !isEmptyAddressSet(intersectAddresses(addresses(rule.localAddresses), own))),
  )
  return { addresses: unionAddresses(fitting.map(remotesOf)), rules: fitting }
}

/** The other side of a rule: of one family where the protocol is ICMP. */
const remotesOf = (rule: Rule): AddressSet => {
  const set = addresses(rule.remoteAddresses)
  return rule.protocol === 'icmp4' ? { ...set, v6: [] } : rule.protocol === 'icmp6' ? { ...set, v4: [] } : set
}

/** Whether a rule is for any of these addresses. */
export const isFor = (rule: Rule, other: AddressSet): boolean =>
  !isEmptyAddressSet(intersectAddresses(remotesOf(rule), other))
