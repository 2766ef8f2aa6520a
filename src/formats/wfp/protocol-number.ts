// SPDX-License-Identifier: MIT
import type { Protocol } from '../rule/rule.ts'
import type { Family } from './layers.ts'

/** IANA numbers, `ws2def.h` IPPROTO_…; null for any protocol. */
export const protocolNumber = (protocol: Protocol): number | null =>
  typeof protocol === 'number' ? protocol : { tcp: 6, udp: 17, icmp4: 1, icmp6: 58, any: null }[protocol]

export const protocolOf = (number: number): Protocol =>
  number === 6 ? 'tcp' : number === 17 ? 'udp' : number === 1 ? 'icmp4' : number === 58 ? 'icmp6' : number

/** ICMP belongs to one family each. */
export const familiesOf = (protocol: Protocol): readonly Family[] => {
  const number = protocolNumber(protocol)
  return number === 1 ? ['v4'] : number === 58 ? ['v6'] : ['v4', 'v6']
}
