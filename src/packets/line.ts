// SPDX-License-Identifier: MIT
import type { Range } from '../formats/address/range.ts'

export type Value = number | bigint

/** What is said along one dimension: numbers and words. `null` in its place says any. */
export interface Term {
  readonly ranges: readonly Range<Value>[]
  readonly words: readonly string[]
  /** Everything but these words. */
  readonly except?: readonly string[]
}

export type Cells = readonly Range<number>[]

/**
 * One dimension cut into cells, within which no rule at hand tells two values apart: a cell for each word,
 * then the stretches of numbers in between the places where a range begins or ends.
 */
export interface Line {
  readonly bits: number
  readonly cellsOf: (term: Term) => Cells
  readonly valuesOf: (cells: Cells) => Term
}

const next = (value: Value): Value => (typeof value === 'bigint' ? value + 1n : value + 1)
const previous = (value: Value): Value => (typeof value === 'bigint' ? value - 1n : value - 1)
/** Numbers behind the last cell belong to it: the levels of a dimension hold more than its cells. */
const END = 0x7fff_ffff
const ascending = (a: Value, b: Value): number => (a < b ? -1 : a > b ? 1 : 0)

export const lineOf = (whole: Range<Value>, terms: Iterable<Term | null>): Line => {
  const spellings = new Map<string, string>()
  const edges: Value[] = [whole.first]
  for (const term of terms) {
    if (term === null) continue
    for (const { first, last } of term.ranges) {
      edges.push(first)
      if (last < whole.last) edges.push(next(last))
    }
    for (const word of [...term.words, ...(term.except ?? [])])
      if (!spellings.has(word.toLowerCase())) spellings.set(word.toLowerCase(), word)
  }
  const words = [...spellings].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  const places = new Map(words.map(([word], index) => [word, index]))
  const cuts = edges.sort(ascending).filter((edge, index) => index === 0 || edge !== edges[index - 1])
  const count = words.length + cuts.length
  const bits = Math.ceil(Math.log2(count))
  const ofWord = (word: string): number => known(places.get(word.toLowerCase()), word)
  const ofNumber = (value: Value): number => words.length + known(search(cuts, value), value)
  const cellsOf = (term: Term): Cells => {
    const cells = term.words.map((word) => ({ first: ofWord(word), last: ofWord(word) }))
    for (const { first, last } of term.ranges)
      cells.push({ first: ofNumber(first), last: last < whole.last ? ofNumber(next(last)) - 1 : END })
    if (term.except !== undefined) {
      const left = new Set(term.except.map(ofWord))
      for (let index = 0; index < count; index++)
        if (!left.has(index)) cells.push({ first: index, last: index === count - 1 ? END : index })
    }
    return joined(cells)
  }
  const valuesOf = (cells: Cells): Term => {
    const found: string[] = []
    const ranges: Range<Value>[] = []
    for (const cell of cells) {
      for (let index = cell.first; index <= cell.last && index < words.length; index++)
        found.push((words[index] as readonly [string, string])[1])
      const from = Math.max(cell.first, words.length) - words.length
      const to = Math.min(cell.last, count - 1) - words.length
      if (to < from) continue
      const after = cuts[to + 1]
      ranges.push({ first: cuts[from] as Value, last: after === undefined ? whole.last : previous(after) })
    }
    return { ranges, words: found }
  }
  return { bits, cellsOf, valuesOf }
}

const known = (index: number | undefined, key: Value | string): number => {
  if (index === undefined) throw new Error(`“${key}” is beyond the rules of this space`)
  return index
}

/** Halving, and no table: engines hash a bigint by its lowest digits, in which networks are alike. */
const search = (sorted: readonly Value[], wanted: Value): number | undefined => {
  let low = 0
  let high = sorted.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const value = sorted[middle] as Value
    if (value === wanted) return middle
    if (value < wanted) low = middle + 1
    else high = middle - 1
  }
  return undefined
}

const joined = (cells: Range<number>[]): Cells => {
  const sorted = cells.length < 2 ? cells : cells.sort((a, b) => a.first - b.first)
  const result: { first: number; last: number }[] = []
  for (const { first, last } of sorted) {
    const before = result.at(-1)
    if (before !== undefined && first <= before.last + 1) before.last = Math.max(before.last, last)
    else result.push({ first, last })
  }
  return result
}
