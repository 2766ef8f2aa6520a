// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { csvCell, csvLine, readCsv } from '../../../src/formats/csv/csv.ts'

test('a cell that a spreadsheet would calculate is led by an apostrophe', (t) => {
  t.is(csvCell('=HYPERLINK("x")'), `"'=HYPERLINK(""x"")"`)
  for (const start of ['=', '+', '-', '@']) t.is(csvCell(`${start}1`), `'${start}1`)
})

test('every table survives writing and reading', (t) => {
  const cell = fc.string({ unit: 'binary' })
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 })
  fc.assert(fc.property(table, (rows) => t.deepEqual(readCsv(rows.map(csvLine).join('')), rows)))
})

test('a quote that never ends makes no table', (t) => t.is(readCsv('"abc'), null))
