// SPDX-License-Identifier: MIT
import { unguardedCell } from './csv.ts'

/** A row of a table as it stands in the file. */
export interface CsvRow {
  /** From 1. */
  readonly line: number
  readonly text: string
  readonly cells: readonly string[]
  /** Why the cells are not what was written; null where the row is whole. */
  readonly fault: string | null
}

/** More than any cell holds. A quote that is never closed is looked for this far, for each row that begins before it. */
export const LONGEST_CELL = 65_536

/** More than any table of ours or of Windows has columns. */
const MOST_CELLS = 10_000

const LINE_END = /\r\n|\n|\r/g

/** The cells of a row that begins at `at`, and where it ends; a fault where a quote is not closed or something stands behind one. */
const readRow = (
  text: string,
  at: number,
  separator: string,
  longest: number,
): { cells: string[]; end: number } | string => {
  const cells: string[] = []
  for (;;) {
    let cell = ''
    if (text[at] === '"') {
      for (;;) {
        const end = text.indexOf('"', at + 1)
        if (end < 0 || end - at > longest) return 'a quote is never closed'
        cell += text.slice(at + 1, end)
        at = end + 1
        if (text[at] !== '"') break
        cell += '"'
      }
    } else {
      const start = at
      while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at++
      cell = text.slice(start, at)
      if (cell.includes('"')) return 'a quote in the middle of a cell'
    }
    if (cells.push(unguardedCell(cell)) > MOST_CELLS) return `more than ${MOST_CELLS.toLocaleString('en')} cells`
    if (at === text.length || text[at] === '\n' || text[at] === '\r') return { cells, end: at }
    if (text[at] !== separator) return 'something stands behind a quote'
    at++
  }
}

const [LINE_FEED, RETURN] = [10, 13]

/** Line ends between two places. */
const lineEnds = (text: string, from: number, to: number): number => {
  let count = 0
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    if (code === LINE_FEED || (code === RETURN && text.charCodeAt(at + 1) !== LINE_FEED)) count++
  }
  return count
}

/**
 * Reads RFC 4180 text row by row, apostrophes of `csvCell` taken off. A damaged row, and one with another number of
 * cells than the first, has a fault; the reading goes on in the next line.
 */
export const readCsvRows = (text: string, separator = ','): readonly CsvRow[] => {
  const rows: CsvRow[] = []
  let width: number | null = null
  let line = 1
  let at = 0
  const past = (end: number): number => {
    LINE_END.lastIndex = end
    const found = LINE_END.exec(text)
    return found === null || found.index !== end ? end : LINE_END.lastIndex
  }
  while (at < text.length) {
    const read = readRow(text, at, separator, LONGEST_CELL)
    LINE_END.lastIndex = at
    const lineEnd = LINE_END.exec(text)?.index ?? text.length
    const end = typeof read === 'string' ? lineEnd : read.end
    const raw = text.slice(at, end)
    if (raw.trim() !== '') {
      const cells = typeof read === 'string' ? [] : read.cells
      width ??= typeof read === 'string' ? null : cells.length
      const count =
        width !== null && cells.length !== width ? `${cells.length} cells, where ${width} are asked for` : null
      rows.push({ line, text: raw, cells, fault: typeof read === 'string' ? read : count })
    }
    const next = past(end)
    line += lineEnds(text, at, next)
    at = next
  }
  return rows
}
