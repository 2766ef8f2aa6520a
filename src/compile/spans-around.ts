// SPDX-License-Identifier: MIT
import type { Span } from '../diagnostics/diagnostic.ts'

/** Something that stands in a file, from the first character of its key to the last of its value. */
export interface Spanned<T> {
  readonly of: T
  readonly key: Span
  readonly value: Span
}

/** A place as one number; a line has fewer columns than this. */
const COLUMNS = 2 ** 26
const at = (line: number, column: number): number => line * COLUMNS + column

/** Finds what lies around a place: sorted by where it begins, with how far anything up to there reaches. */
export const spansAround = <T>(all: readonly Spanned<T>[]): ((place: Span) => readonly T[]) => {
  const files = new Map([...Map.groupBy(all, ({ value }) => value.file)].map(([file, spans]) => [file, inOne(spans)]))
  return (place) => files.get(place.file)?.(at(place.line, place.column), at(place.endLine, place.endColumn)) ?? []
}

const inOne = <T>(spans: readonly Spanned<T>[]): ((first: number, last: number) => readonly T[]) => {
  const sorted = spans
    .map(({ of, key, value }) => ({
      of,
      first: at(key.line, key.column),
      last: at(value.endLine, value.endColumn),
      reach: 0,
    }))
    .sort((a, b) => a.first - b.first)
  let reach = Number.NEGATIVE_INFINITY
  for (const span of sorted) {
    reach = Math.max(reach, span.last)
    span.reach = reach
  }
  return (first, last) => {
    let [index, end] = [0, sorted.length]
    while (index < end) {
      const middle = (index + end) >> 1
      if ((sorted[middle]?.first ?? 0) <= first) index = middle + 1
      else end = middle
    }
    const found: T[] = []
    for (index--; index >= 0; index--) {
      const span = sorted[index]
      if (span === undefined || span.reach < last) break
      if (span.last >= last) found.push(span.of)
    }
    return found
  }
}
