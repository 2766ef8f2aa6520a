// SPDX-License-Identifier: MIT
import type { Span } from './diagnostic.ts'

/** Turns offsets of a text into lines and columns (UTF-16 units, as editors count); the line table is made at the first call. */
export const textPositions = (file: string, text: string): ((start: number, end: number) => Span) => {
  let starts: number[] | null = null
  const lineStarts = (): number[] => {
    const found = [0]
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) found.push(at + 1)
    return found
  }
  const place = (offset: number): { readonly line: number; readonly column: number } => {
    if (offset === 0) return { line: 1, column: 1 }
    starts ??= lineStarts()
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
  }
  return (start, end) => {
    const from = place(start)
    const to = place(Math.max(start, end))
    return { file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column }
  }
}
