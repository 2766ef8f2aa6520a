// SPDX-License-Identifier: MIT
import type { AddressSet } from './address-set.ts'
import { formatIPv4, formatIPv6 } from './ip.ts'
import type { Range } from './range.ts'

/** The fewest networks that hold exactly the addresses of a set, for languages without ranges: `10.0.0.1/32`, `2001:db8::/64`. Keywords are left out. */
export const toNetworks = ({ v4, v6 }: Pick<AddressSet, 'v4' | 'v6'>): readonly string[] => [
  ...v4.flatMap(({ first, last }) =>
    blocks({ first: BigInt(first), last: BigInt(last) }).map(
      ({ base, bits }) => `${formatIPv4(Number(base))}/${32 - bits}`,
    ),
  ),
  ...v6.flatMap((range) => blocks(range).map(({ base, bits }) => `${formatIPv6(base)}/${128 - bits}`)),
]

interface Block {
  readonly base: bigint
  /** Of the host. */
  readonly bits: number
}

/** Largest blocks first that begin where they may and end in the range. */
const blocks = ({ first, last }: Range<bigint>): readonly Block[] => {
  const found: Block[] = []
  for (let base = first; base <= last; ) {
    let bits = 0
    while (bits < 128 && (base & ((2n << BigInt(bits)) - 1n)) === 0n && base + (2n << BigInt(bits)) - 1n <= last) bits++
    found.push({ base, bits })
    base += 1n << BigInt(bits)
  }
  return found
}
