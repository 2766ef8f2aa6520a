// SPDX-License-Identifier: MIT
import test from 'ava'
import { checkPolRecord } from '../../../src/formats/registry-pol/check-pol-record.ts'
import type { PolRecord } from '../../../src/formats/registry-pol/pol-record.ts'
import { readRegistryPol } from '../../../src/formats/registry-pol/read-registry-pol.ts'
import { writeRegistryPol } from '../../../src/formats/registry-pol/write-registry-pol.ts'
import { corpusFiles } from '../../support/corpus.ts'
import { growth, LINEAR } from '../../support/growth.ts'

const record = (fields: Partial<PolRecord> = {}): PolRecord => ({
  key: 'K',
  name: 'V',
  type: 4,
  data: Uint8Array.of(1, 2, 3, 4),
  ...fields,
})
const bytesOf = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'utf16le')] : [...part])))

const HEADER = [0x50, 0x52, 0x65, 0x67, 1, 0, 0, 0]
const NUL = '\0'

test('every registry.pol of the corpus is read without a fault and written back byte for byte', (t) => {
  const files = corpusFiles(t, 'gpo', /\.pol$/)
  if (files === null) return
  t.true(files.length >= 14)
  for (const { path, bytes } of files) {
    const {
      records,
      faults: [fault = null],
    } = readRegistryPol(bytes)
    t.is(fault, null, path)
    t.deepEqual(writeRegistryPol(records), bytes, path)
  }
  t.log(`${files.length} files come back as they were`)
})

test('a record is laid out as MS-GPREG has it', (t) => {
  t.deepEqual(
    writeRegistryPol([record()]),
    bytesOf(HEADER, '[', 'K', NUL, ';', 'V', NUL, ';', [4, 0, 0, 0], ';', [4, 0, 0, 0], ';', [1, 2, 3, 4], ']'),
  )
  t.deepEqual(writeRegistryPol([]), bytesOf(HEADER))
})

test('data may hold the bytes that separate records', (t) => {
  const records = [record({ type: 3, data: bytesOf('];[;]') }), record({ key: '[;]', name: ';' })]
  t.deepEqual(readRegistryPol(writeRegistryPol(records)), { records, faults: [] })
})

test('a record that only creates a key is kept', (t) => {
  const records = [record({ name: '', type: 0, data: new Uint8Array(0) })]
  t.deepEqual(readRegistryPol(writeRegistryPol(records)), { records, faults: [] })
  t.is(checkPolRecord(records[0] as PolRecord), null)
})

test('a file without the signature, or of another version, is refused at its offset', (t) => {
  t.is(readRegistryPol(new Uint8Array(0)).faults[0]?.offset, 0)
  t.is(readRegistryPol(Uint8Array.from([0x50, 0x52, 0x65])).faults[0]?.offset, 0)
  t.is(readRegistryPol(Uint8Array.from([...HEADER.slice(0, 4), 2, 0, 0, 0])).faults[0]?.offset, 4)
})

test('a size beyond the end of the file is a fault where the size stands', (t) => {
  const whole = writeRegistryPol([record()])
  const sizeAt = whole.length - 2 - 4 - 2 - 4
  for (const size of [5, 6, 7, 0xffff, 0x7fffffff, 0xffffffff]) {
    const bytes = new Uint8Array(whole)
    new DataView(bytes.buffer).setUint32(sizeAt, size, true)
    const {
      records,
      faults: [fault = null],
    } = readRegistryPol(bytes)
    t.deepEqual(records, [])
    t.true(fault !== null && fault.offset >= sizeAt, `${size}`)
  }
})

test('a file cut anywhere inside a record is a fault, and the records before it are kept', (t) => {
  const first = record({ name: 'First' })
  const start = writeRegistryPol([first]).length
  const whole = writeRegistryPol([first, record()])
  for (let end = start + 1; end < whole.length; end++) {
    const {
      records,
      faults: [fault = null],
    } = readRegistryPol(whole.subarray(0, end))
    t.deepEqual(records, [first])
    t.true(fault !== null && fault.offset >= start && fault.offset <= end)
  }
})

test('every changed separator is a fault', (t) => {
  const whole = writeRegistryPol([record()])
  for (let at = 8; at < whole.length; at++) {
    const bytes = new Uint8Array(whole)
    bytes[at] = 0xaa
    t.notThrows(() => readRegistryPol(bytes))
  }
  for (const at of [8, whole.length - 2]) {
    const bytes = new Uint8Array(whole)
    bytes[at] = 0xaa
    t.not(readRegistryPol(bytes).faults.length, 0)
  }
})

test('what Group Policy would not take is refused', (t) => {
  t.is(checkPolRecord(record()), null)
  t.is(checkPolRecord(record({ data: new Uint8Array(65_535) })), null)
  t.regex(checkPolRecord(record({ data: new Uint8Array(65_536) })) ?? '', /65536 bytes/)
  t.is(checkPolRecord(record({ name: 'x'.repeat(259) })), null)
  for (const bad of [
    { name: 'x'.repeat(260) },
    { name: 'é' },
    { name: '' },
    { key: '' },
    { key: 'a\\\\b' },
    { key: '\\a' },
    { key: 'x'.repeat(256) },
    { key: 'a\0b' },
    { key: '\ud800' },
  ])
    t.not(checkPolRecord(record(bad)), null, JSON.stringify(bad))
})

test('the work for ten thousand rules in one file grows with their number', (t) => {
  const data = new Uint8Array(2_000)
  const records = Array.from({ length: 10_000 }, (_, i) => record({ name: `{${i}}`, data }))
  const ratio = growth((size) => {
    t.is(readRegistryPol(writeRegistryPol(records.slice(0, size))).records.length, size)
  }, 2_500)
  t.true(ratio < LINEAR, `${ratio}`)
})
