// SPDX-License-Identifier: MIT
import { getOrInsert } from '../collections/get-or-insert.ts'
import type { Party } from '../flows/party.ts'
import type { AddressSet } from '../formats/address/address-set.ts'
import type { Range } from '../formats/address/range.ts'
import type { Place } from './place.ts'

/** Where ranges begin, and where the first address behind one stands: between two of these all ranges say the same. */
const bordersOf = <T extends number | bigint>(ranges: readonly Range<T>[], next: (address: T) => T): readonly T[] =>
  [...new Set(ranges.flatMap(({ first, last }) => [first, next(last)]))].sort((a, b) => (a < b ? -1 : 1))

/** How many borders stand at an address or before it. */
const bordersBefore = <T extends number | bigint>(borders: readonly T[], address: T): number => {
  let low = 0
  let high = borders.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((borders[middle] as T) <= address) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Gives places a number, the same one to those that no flow tells apart: they are the same host or none, lie in the same
 * groups, and in the same ones of the address sets that flows name.
 */
export const alikePlaces = (named: readonly AddressSet[]): ((place: Place) => number) => {
  const v4 = bordersOf(
    named.flatMap((set) => set.v4),
    (address) => address + 1,
  )
  const v6 = bordersOf(
    named.flatMap((set) => set.v6),
    (address) => address + 1n,
  )
  const parties = new Map<Party, number>()
  const numberOf = (party: Party): number => getOrInsert(parties, party, () => parties.size + 1)
  const numbers = new Map<string, number>()
  const ofOwn = new WeakMap<Place, number>()

  const find = ({ address, host, groups, isInternet }: Place): number => {
    const between = typeof address === 'number' ? bordersBefore(v4, address) : -1 - bordersBefore(v6, address)
    const key = `${between} ${isInternet} ${host === null ? 0 : numberOf(host)} ${groups.map(numberOf).join(' ')}`
    return getOrInsert(numbers, key, () => numbers.size)
  }
  // Strangers may be as many as rows, and nobody has one twice.
  return (place) => (place.isOwn ? getOrInsert(ofOwn, place, () => find(place)) : find(place))
}
