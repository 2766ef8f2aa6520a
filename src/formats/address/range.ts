// SPDX-License-Identifier: MIT

/** An inclusive interval of whole numbers. IPv4 addresses and ports are numbers, IPv6 addresses are bigints. */
export interface Range<T extends number | bigint> {
  readonly first: T
  readonly last: T
}

type Ranges<T extends number | bigint> = readonly Range<T>[]

const plus = <T extends number | bigint>(value: T, step: 1 | -1): T =>
  (typeof value === 'bigint' ? value + BigInt(step) : (value as number) + step) as T

/** Sorts, joins what overlaps or touches: the fewest ranges that hold exactly the same numbers. */
export const normalize = <T extends number | bigint>(ranges: Ranges<T>): Ranges<T> => {
  if (ranges.length < 2) return ranges
  const sorted = [...ranges].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0))
  const result: Range<T>[] = []
  let current = sorted[0] as Range<T>
  for (const next of sorted.slice(1)) {
    if (next.first <= plus(current.last, 1)) {
      if (next.last > current.last) current = { first: current.first, last: next.last }
    } else {
      result.push(current)
      current = next
    }
  }
  result.push(current)
  return result
}

export const union = <T extends number | bigint>(a: Ranges<T>, b: Ranges<T>): Ranges<T> => normalize([...a, ...b])

/** What is in both; the inputs are normalized. */
export const intersect = <T extends number | bigint>(a: Ranges<T>, b: Ranges<T>): Ranges<T> => {
  const result: Range<T>[] = []
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    const left = a[i] as Range<T>
    const right = b[j] as Range<T>
    const first = left.first > right.first ? left.first : right.first
    const last = left.last < right.last ? left.last : right.last
    if (first <= last) result.push({ first, last })
    if (left.last < right.last) i++
    else j++
  }
  return result
}

/** What is in `a` and not in `b`; the inputs are normalized. */
export const subtract = <T extends number | bigint>(a: Ranges<T>, b: Ranges<T>): Ranges<T> => {
  const result: Range<T>[] = []
  let j = 0
  for (const range of a) {
    let first = range.first
    while (j < b.length && (b[j] as Range<T>).last < first) j++
    let k = j
    while (k < b.length && (b[k] as Range<T>).first <= range.last) {
      const cut = b[k] as Range<T>
      if (cut.first > first) result.push({ first, last: plus(cut.first, -1) })
      if (cut.last >= first) first = plus(cut.last, 1)
      k++
    }
    if (first <= range.last) result.push({ first, last: range.last })
  }
  return result
}

export const covers = <T extends number | bigint>(whole: Ranges<T>, part: Ranges<T>): boolean =>
  subtract(part, whole).length === 0
