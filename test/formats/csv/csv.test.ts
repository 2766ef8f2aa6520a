// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { csvCell, csvLine } from '../../../src/formats/csv/csv.ts'
import { readCsvRows } from '../../../src/formats/csv/read-csv-rows.ts'
import { codePoint } from '../../support/code-point.ts'

test('a cell that a spreadsheet would calculate is led by an apostrophe', (t) => {
  t.is(csvCell('=HYPERLINK("x")'), `"'=HYPERLINK(""x"")"`)
  for (const start of ['=', '+', '-', '@']) t.is(csvCell(`${start}1`), `'${start}1`)
})

test('every table survives writing and reading', (t) => {
  const cell = fc.string({ unit: codePoint })
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(table, (rows) =>
      t.deepEqual(
        readCsvRows(rows.map(csvLine).join('')).map(({ cells }) => cells),
        rows,
      ),
    ),
  )
})

test('a damaged row is a fault of its own, and the rows around it are read', (t) => {
  const rows = readCsvRows('a,b\r\n1,2\r\n3,"4\r\n5,6\r\n7\r\n"8"x,9\r\n10,"11"')
  t.deepEqual(
    rows.map(({ line, fault }) => [line, fault]),
    [
      [1, null],
      [2, null],
      [3, 'something stands behind a quote'],
      [4, null],
      [5, '1 cells, where 2 are asked for'],
      [6, 'something stands behind a quote'],
      [7, null],
    ],
  )
})
