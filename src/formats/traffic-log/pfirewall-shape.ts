// SPDX-License-Identifier: MIT
import { type RowShape, rowShape, type ShapePart, type ValueKind } from './row-shape.ts'

const KINDS: ReadonlyMap<string, ValueKind> = new Map([
  ['src-ip', 'from'],
  ['dst-ip', 'to'],
  ['src-port', 'fromPort'],
  ['dst-port', 'toPort'],
])
/** Nobody looks at their values. */
const UNREAD = new Set(['size', 'tcpsyn', 'tcpack', 'tcpwin', 'pid'])

/** The shape of a row of `pfirewall.log` with these columns, one blank between two; null of any other. */
export const pfirewallShape = (line: string, fields: readonly string[]): RowShape | null => {
  const cells = line.split(' ')
  if (cells.some((cell) => cell === '' || cell.includes('\t')) || fields[fields.indexOf('date') + 1] !== 'time')
    return null
  const parts: ShapePart[] = []
  for (const [column, cell] of cells.entries()) {
    const name = fields[column] ?? ''
    if (column > 0 && name !== 'time') parts.push(' ')
    if (name === 'date') parts.push({ kind: 'time', stops: ' ' })
    else if (name === 'time') {
      if (cell.length !== 8) return null
    } else parts.push(partOf(name, cell))
  }
  return rowShape([...parts, { kind: 'end' }])
}

const partOf = (name: string, cell: string): ShapePart => {
  const kind = KINDS.get(name)
  if (kind !== undefined) return { kind }
  return UNREAD.has(name) && cell !== '-' ? { kind: 'skip', stops: ' \t' } : cell
}
