// SPDX-License-Identifier: MIT
import { type RowShape, rowShape, type ShapePart, type ValueKind } from './row-shape.ts'
import { secondsParts, timeParts } from './value-parts.ts'

export type CellKind = ValueKind | 'same' | null

/** The parts of a value of a kind; null where it is none that others share. */
export const cellParts = (kind: CellKind, text: string, stops: string): readonly ShapePart[] | null => {
  if (text === '' || kind === 'same') return [text]
  if (kind === 'time') return timeParts(text)
  if (kind === 'seconds') return secondsParts(text)
  if (kind === null) return [{ kind: 'skip', stops }]
  return [kind === 'host' ? { kind, stops } : { kind }]
}

/** The shape of a line of cells, quoted or not. Null where a quote stands within a cell, which is another matter. */
export const cellShape = (
  line: string,
  separator: string,
  mayQuote: boolean,
  kindOf: (column: number) => CellKind,
): RowShape | null => {
  const parts: ShapePart[] = []
  const cells = mayQuote
    ? line.match(separator === ';' ? SEMICOLONS : separator === '\t' ? TABS : COMMAS)
    : line.split(separator)
  if (cells === null || cells.join(separator) !== line) return null
  if (!mayQuote) return plainShape(cells, separator, kindOf)
  for (const [column, cell] of cells.entries()) {
    const isQuoted = cell.startsWith('"')
    const value = cellParts(kindOf(column), isQuoted ? cell.slice(1, -1) : cell, isQuoted ? '"' : `"#${separator}`)
    if (value === null) return null
    if (column > 0) parts.push(separator)
    parts.push(...(isQuoted ? ['"', ...value, '"'] : value))
  }
  return rowShape([...parts, { kind: 'end' }])
}

/** Cells without quotes: those that nobody reads are only counted. */
const plainShape = (
  cells: readonly string[],
  separator: string,
  kindOf: (column: number) => CellKind,
): RowShape | null => {
  const parts: ShapePart[] = []
  let unread = 0
  for (const [column, cell] of cells.entries()) {
    const kind = kindOf(column)
    if (kind === null) {
      unread++
      continue
    }
    // Nobody reads what stands behind the point.
    const isFraction = kind === 'seconds' && /^[1-9]\d*\./.test(cell)
    const value = isFraction ? [{ kind } as const, '.'] : cellParts(kind, cell, '')
    if (value === null) return null
    if (unread > 0) parts.push({ kind: 'cells', stops: separator, count: unread })
    parts.push(...value, ...(column < cells.length - 1 && !isFraction ? [separator] : []))
    unread = isFraction ? 1 : 0
  }
  return rowShape([...parts, unread > 0 ? { kind: 'lastCells', stops: separator, count: unread - 1 } : { kind: 'end' }])
}

const [COMMAS, SEMICOLONS, TABS] = [',', ';', '\t'].map(
  (separator) => new RegExp(`(?<=^|${separator})(?:"[^"\\r\\n]*"|[^"#\\r\\n${separator}]*)(?=${separator}|$)`, 'g'),
) as [RegExp, RegExp, RegExp]
