// SPDX-License-Identifier: MIT
import type { AddressSet } from '../formats/address/address-set.ts'
import type { Range } from '../formats/address/range.ts'

type Ranges<T extends number | bigint> = readonly Range<T>[]

/** The first place whose value is not below what is asked for. */
const lowest = (length: number, isBelow: (index: number) => boolean): number => {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isBelow(middle)) low = middle + 1
    else high = middle
  }
  return low
}

/** Finds whatever has a first range that begins in one of the ranges asked for. */
export const startsIndex = <E, T extends number | bigint>(
  entries: readonly E[],
  rangesOf: (entry: E) => Ranges<T>,
): ((ranges: Ranges<T>) => readonly E[]) => {
  const starts = entries
    .flatMap((entry) => {
      const [range] = rangesOf(entry)
      return range === undefined ? [] : [{ at: range.first, entry }]
    })
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const at = (index: number): T => (starts[index] as (typeof starts)[number]).at
  return (ranges) =>
    ranges.flatMap(({ first, last }) => {
      const from = lowest(starts.length, (index) => at(index) < first)
      const to = lowest(starts.length, (index) => at(index) <= last)
      return starts.slice(from, to).map(({ entry }) => entry)
    })
}

/** Finds who has a range wholly: of several the one that begins nearest to it. */
export const coverIndex = <E, T extends number | bigint>(
  entries: readonly E[],
  rangesOf: (entry: E) => Ranges<T>,
): ((range: Range<T>) => E | null) => {
  const all = entries
    .flatMap((entry) => rangesOf(entry).map(({ first, last }) => ({ first, last, entry, reach: last })))
    .sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0))
  // How far any range up to here goes: beyond it nothing before can hold what is asked for.
  for (const [index, one] of all.entries()) {
    const before = all[index - 1]
    if (before !== undefined && before.reach > one.reach) one.reach = before.reach
  }
  return ({ first, last }) => {
    let index = lowest(all.length, (place) => (all[place] as (typeof all)[number]).first <= first) - 1
    for (; index >= 0; index--) {
      const one = all[index] as (typeof all)[number]
      if (one.reach < last) return null
      if (one.last >= last) return one.entry
    }
    return null
  }
}

/** Those of some entries that do not lie, range by range, in ranges of the others. */
export const outermost = <E>(entries: readonly E[], setOf: (entry: E) => AddressSet): readonly E[] => {
  const free = new Set<E>()
  const sweep = <T extends number | bigint>(rangesOf: (entry: E) => Ranges<T>): void => {
    const all = entries
      .flatMap((entry) => rangesOf(entry).map((range) => ({ ...range, entry })))
      .sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : a.last > b.last ? -1 : a.last < b.last ? 1 : 0))
    let reach: T | null = null
    for (const { last, entry } of all) {
      if (reach !== null && last <= reach) continue
      reach = last
      free.add(entry)
    }
  }
  sweep((entry) => setOf(entry).v4)
  sweep((entry) => setOf(entry).v6)
  return entries.filter((entry) => free.has(entry))
}

const holds = <T extends number | bigint>(whole: Ranges<T>, { first, last }: Range<T>): boolean => {
  const index = lowest(whole.length, (place) => (whole[place] as Range<T>).last < first)
  const range = whole[index]
  return range !== undefined && range.first <= first && last <= range.last
}

export type Family = 'v4' | 'v6'

/** Whether the addresses of a family, or of both, lie in a set whole; whoever has none there does not. */
export const isInside = ({ v4, v6 }: AddressSet, whole: AddressSet, family: Family | null): boolean =>
  (family === 'v6' || v4.every((range) => holds(whole.v4, range))) &&
  (family === 'v4' || v6.every((range) => holds(whole.v6, range))) &&
  (family === 'v4' ? v4 : family === 'v6' ? v6 : [...v4, ...v6]).length > 0

const meetsAny = <T extends number | bigint>(few: Ranges<T>, many: Ranges<T>): boolean =>
  few.some(({ first, last }) => {
    const index = lowest(many.length, (place) => (many[place] as Range<T>).last < first)
    return index < many.length && (many[index] as Range<T>).first <= last
  })

const meetsIn = <T extends number | bigint>(a: Ranges<T>, b: Ranges<T>): boolean =>
  a.length < b.length ? meetsAny(a, b) : meetsAny(b, a)

/** Whether two sets share an address. */
export const meets = (a: AddressSet, b: AddressSet): boolean => meetsIn(a.v4, b.v4) || meetsIn(a.v6, b.v6)
