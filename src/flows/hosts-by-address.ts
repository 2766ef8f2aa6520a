// SPDX-License-Identifier: MIT
import type { AddressSet } from '../formats/address/address-set.ts'
import type { Party } from './party.ts'

interface Point<T> {
  readonly address: T
  readonly party: Party
}

/** Finds the hosts that have an address in a set, without asking every host. Hosts have single addresses, so a search by halves finds them. */
export const hostsByAddress = (parties: readonly Party[]): ((set: AddressSet) => ReadonlySet<Party>) => {
  const hosts = parties.filter((party) => party.kind === 'host')
  const sorted = <T extends number | bigint>(points: Point<T>[]): readonly Point<T>[] =>
    points.sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0))
  const v4 = sorted(hosts.flatMap((party) => party.addresses.v4.flatMap(({ first, last }) => ends(first, last, party))))
  const v6 = sorted(hosts.flatMap((party) => party.addresses.v6.flatMap(({ first, last }) => ends(first, last, party))))
  return (set) => {
    const found = new Set<Party>()
    for (const { first, last } of set.v4) collect(v4, first, last, found)
    for (const { first, last } of set.v6) collect(v6, first, last, found)
    return found
  }
}

const ends = <T extends number | bigint>(first: T, last: T, party: Party): readonly Point<T>[] =>
  first === last
    ? [{ address: first, party }]
    : [
        { address: first, party },
        { address: last, party },
      ]

const collect = <T extends number | bigint>(
  points: readonly Point<T>[],
  first: T,
  last: T,
  found: Set<Party>,
): void => {
  let low = 0
  let high = points.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((points[middle] as Point<T>).address < first) low = middle + 1
    else high = middle
  }
  for (let i = low; i < points.length && (points[i] as Point<T>).address <= last; i++)
    found.add((points[i] as Point<T>).party)
}
