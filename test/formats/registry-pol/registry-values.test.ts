// SPDX-License-Identifier: MIT
import test from 'ava'
import { toPolRecord, toRegistryValue } from '../../../src/formats/registry-pol/convert-registry-value.ts'
import { readRegistryPol } from '../../../src/formats/registry-pol/read-registry-pol.ts'
import type { RegistryValue } from '../../../src/formats/rule/registry-value.ts'
import { corpusFiles } from '../../support/corpus.ts'

const encoded = (value: Pick<RegistryValue, 'type' | 'data'>): string =>
  Buffer.from(toPolRecord({ key: 'HKLM\\K', name: 'V', ...value }).data).toString('hex')

test('every value of the corpus gives the same bytes after a way through the model', (t) => {
  const files = corpusFiles(t, 'gpo', /\.pol$/)
  if (files === null) return
  for (const { path, bytes } of files)
    for (const record of readRegistryPol(bytes).records)
      t.deepEqual(toPolRecord(toRegistryValue(record)), record, `${path} ${record.key} ${record.name}`)
})

test('strings end in a NUL, lists in one more, and an empty list is a single NUL', (t) => {
  t.is(encoded({ type: 'REG_SZ', data: 'A' }), '41000000')
  t.is(encoded({ type: 'REG_SZ', data: '' }), '0000')
  t.is(encoded({ type: 'REG_MULTI_SZ', data: ['A', 'B'] }), '410000004200' + '00000000')
  t.is(encoded({ type: 'REG_MULTI_SZ', data: [] }), '0000')
})

test('numbers are little-endian unless the type says otherwise', (t) => {
  t.is(encoded({ type: 'REG_DWORD', data: 0xfffffffe }), 'feffffff')
  t.is(encoded({ type: 'REG_DWORD_BIG_ENDIAN', data: 1 }), '00000001')
  t.is(encoded({ type: 'REG_QWORD', data: 1 }), '0100000000000000')
  t.is(encoded({ type: 'REG_QWORD', data: '18446744073709551615' }), 'f'.repeat(16))
})

test('bytes that do not fit their type are given as hex, never guessed', (t) => {
  const read = (type: number, ...bytes: readonly number[]) =>
    toRegistryValue({ key: 'K', name: 'V', type, data: Uint8Array.from(bytes) })
  t.like(read(4, 1, 2, 3), { type: 'REG_BINARY', data: '010203' })
  t.like(read(1, 0x41), { type: 'REG_BINARY', data: '41' })
  t.like(read(99, 0xab), { type: 'REG_BINARY', data: 'ab' })
  t.like(read(0), { type: 'REG_NONE', data: '' })
})
