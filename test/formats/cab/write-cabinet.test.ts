// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'
import test from 'ava'
import fc from 'fast-check'
import type { CabinetFile } from '../../../src/formats/cab/cabinet.ts'
import { readCabinet } from '../../../src/formats/cab/read-cabinet.ts'
import { writeCabinet } from '../../../src/formats/cab/write-cabinet.ts'
import { cabextract, linesOf } from './cabextract.ts'

const text = (name: string, content: string): CabinetFile => ({ name, bytes: new TextEncoder().encode(content) })

const SAMPLE: readonly CabinetFile[] = [
  text('1_contoso.xml', '<a/>\r\n'.repeat(9_000)),
  text('1_contoso.en-US.resx', ''),
  text('2_Köln 分发点.xml', 'ö'.repeat(40_000)),
]

test('what is written is read: any files, across blocks, none at all', (t) => {
  const file = fc.record({
    name: fc.stringMatching(/^[\w .äß-]{1,40}$/),
    bytes: fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom(0, 1, 32_767, 32_768, 32_769, 70_000).map((length) => new Uint8Array(length).fill(65)),
    ),
  })
  fc.assert(
    fc.property(fc.array(file, { maxLength: 5 }), (files) => {
      const read = readCabinet(writeCabinet(files))
      t.true('files' in read)
      if ('files' in read) t.deepEqual(linesOf(read.files), linesOf(files))
    }),
    { numRuns: 60 },
  )
})

test('the same files are the same bytes, on every day and every system', (t) => {
  const bytes = writeCabinet(SAMPLE)
  t.is(
    createHash('sha256').update(bytes).digest('hex'),
    '8c8d2c03a6e3939225577fa0aa0f551dcf87f2825b1127ddf60384c5b94611af',
  )
  t.deepEqual(bytes, writeCabinet(SAMPLE))
})

test('cabextract finds in it what was put in', (t) => {
  const found = cabextract(t, writeCabinet(SAMPLE))
  if (found !== null) t.deepEqual(found, linesOf(SAMPLE))
})
