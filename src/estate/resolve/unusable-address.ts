// SPDX-License-Identifier: MIT
import { type AddressSet, parseAddress } from '../../formats/address/address-set.ts'
import type { Range } from '../../formats/address/range.ts'

const network = (text: string): AddressSet => {
  const set = parseAddress(text)
  if (set === null) throw new Error(`not a network: ${text}`)
  return set
}

/** Special addresses of RFC 6890 at which no other computer is reached. */
const KINDS: readonly (readonly [AddressSet, string])[] = [
  [network('0.0.0.0/8'), 'an unspecified address'],
  [network('127.0.0.0/8'), 'a loopback address'],
  [network('169.254.0.0/16'), 'link-local'],
  [network('224.0.0.0/4'), 'a multicast address'],
  [network('240.0.0.0/4'), 'a reserved or broadcast address'],
  [network('::'), 'the unspecified address'],
  [network('::1'), 'the loopback address'],
  [network('fe80::/10'), 'link-local'],
  [network('ff00::/8'), 'a multicast address'],
]

/** What makes a set of addresses useless as a peer, or null; a set that reaches beyond a special network is fine. */
export const unusableKind = (set: AddressSet): string | null =>
  KINDS.find(([special]) => isWithin(set.v4, special.v4[0]) && isWithin(set.v6, special.v6[0]))?.[1] ?? null

/** Each special network is one range. */
const isWithin = <T extends number | bigint>(ranges: readonly Range<T>[], whole: Range<T> | undefined): boolean =>
  ranges.length === 0 ||
  (whole !== undefined && ranges.every(({ first, last }) => whole.first <= first && last <= whole.last))
