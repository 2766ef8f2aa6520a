// SPDX-License-Identifier: MIT

/** Spreadsheets take a cell that begins with one of these for a formula, some of them in their wide forms too. */
const FORMULA = /^['=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]/

/** A cell as RFC 4180 writes it; text that a spreadsheet would calculate is led by an apostrophe. */
export const csvCell = (value: string): string => {
  const safe = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n;]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`

/** What `csvCell` was given, the apostrophe before a formula taken off. */
export const unguardedCell = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell
