// SPDX-License-Identifier: MIT

/** Spreadsheets take a cell that begins with one of these for a formula. */
const FORMULA = /^['=+\-@\t\r]/

/** A cell as RFC 4180 writes it; text that a spreadsheet would calculate is led by an apostrophe. */
export const csvCell = (value: string): string => {
  const safe = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n;]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`

/** Reads RFC 4180 text back, apostrophes of `csvCell` taken off; null where a quote never ends. */
export const readCsv = (text: string): readonly (readonly string[])[] | null => {
  const rows: string[][] = []
  let row: string[] = []
  let at = text.startsWith('\uFEFF') ? 1 : 0
  const add = (cell: string): void => {
    row.push(cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell)
  }
  while (at < text.length) {
    let cell = ''
    if (text[at] === '"') {
      for (;;) {
        const end = text.indexOf('"', at + 1)
        if (end < 0) return null
        cell += text.slice(at + 1, end)
        at = end + 1
        if (text[at] !== '"') break
        cell += '"'
      }
    } else {
      const rest = /[^,\r\n]*/y
      rest.lastIndex = at
      cell = rest.exec(text)?.[0] ?? ''
      at += cell.length
    }
    add(cell)
    if (text[at] === ',') {
      at++
      if (at === text.length) add('')
      continue
    }
    rows.push(row)
    row = []
    while (text[at] === '\r' || text[at] === '\n') at++
  }
  return row.length > 0 ? [...rows, row] : rows
}
