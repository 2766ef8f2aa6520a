// SPDX-License-Identifier: MIT
import { readCsvRows } from '../csv/read-csv-rows.ts'
import { type ListingFile, type ListingRecord, listingRecord, strayPiece } from './listing-record.ts'

const TYPE_LINE = /^\uFEFF?\s*#TYPE [^\r\n]*\r?\n/

/** Export-Csv separates with a comma, a semicolon or a tab, as the country of the computer has it. */
const separatorOf = (header: string): string =>
  [',', ';', '\t'].reduce((best, one) => (header.split(one).length > header.split(best).length ? one : best))

export const csvHeader = (text: string): readonly string[] => {
  const [head = ''] = text.replace(TYPE_LINE, '').trimStart().split(/\r?\n/, 1)
  return readCsvRows(head, separatorOf(head))[0]?.cells ?? []
}

/** Rows of Export-Csv or ConvertTo-Csv, one object each. */
export const readCsvRecords = (text: string): ListingFile => {
  const body = text.replace(TYPE_LINE, '').trimStart()
  const [head = ''] = body.split(/\r?\n/, 1)
  const [header, ...rows] = readCsvRows(body, separatorOf(head))
  const names = header?.cells ?? []
  const whole = rows.filter(({ fault }) => fault === null)
  return {
    records: whole.map(
      (row): ListingRecord =>
        listingRecord(
          names.map((name, column) => [name, row.cells[column] ?? '']),
          row.text,
        ),
    ),
    losses: rows.filter(({ fault }) => fault !== null).map(({ fault, text }) => strayPiece(fault as string, text)),
  }
}
