// SPDX-License-Identifier: MIT
import { type Heading, noHeading, type TableReader, type TableRow } from './table-row.ts'

interface Cell {
  readonly line: number
  readonly text: string
}

const separator = /^(?:---\|)+$/

/** Documents 001 and 003: each cell is a line that ends with a bar; the header is one line or three. */
export function barTables(headingPattern: RegExp): TableReader {
  return (lines) => {
    const rows: TableRow[] = []
    let heading = noHeading
    for (const [index, text] of lines.entries()) {
      if (headingPattern.test(text)) heading = { text: text.trim(), line: index + 1 }
      if (text.startsWith('Description |')) rows.push(...readTable(lines, index, heading))
    }
    return rows
  }
}

function readTable(lines: readonly string[], start: number, heading: Heading): TableRow[] {
  const columns = Math.max(3, cellsOf(lines, start).length)
  const cells: Cell[] = []
  for (let index = start; lines[index]?.trimEnd().endsWith('|'); index += 1) {
    if (separator.test(lines[index] ?? '')) continue
    const headsNextTable = separator.test(lines[index + 1] ?? '') && cells.length > columns
    if (headsNextTable) break
    cells.push(...cellsOf(lines, index))
  }
  const rows: TableRow[] = []
  for (let at = columns; at < cells.length; at += columns) {
    rows.push(toRow(cells.slice(at, at + columns), heading))
  }
  return rows
}

function cellsOf(lines: readonly string[], index: number): Cell[] {
  const parts = (lines[index] ?? '').trimEnd().split('|').slice(0, -1)
  return parts.map((part) => ({ line: index + 1, text: part.trim() }))
}

/** A fourth column, where there is one, is empty, and in a last row it is not even printed. */
function toRow(cells: readonly Cell[], heading: Heading): TableRow {
  const [description, udp, tcp, empty] = cells
  if (description === undefined || udp === undefined || tcp === undefined) {
    throw new Error(`Line ${description?.line}: a row lacks a cell`)
  }
  if (empty !== undefined && empty.text !== '') throw new Error(`Line ${empty.line}: a fourth cell`)
  return {
    line: description.line,
    lastLine: (empty ?? tcp).line,
    heading: heading.text,
    headingLine: heading.line,
    description: [description.text],
    udp: udp.text,
    tcp: tcp.text,
  }
}
