// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { checkRegName, formatRegText } from '../../../src/formats/reg-text/format-reg-text.ts'
import { parseRegText } from '../../../src/formats/reg-text/parse-reg-text.ts'
import { encodeRegText, writeRegFile } from '../../../src/formats/reg-text/write-reg-file.ts'
import { decodeText } from '../../../src/formats/text/decode-text.ts'
import { codePoint } from '../../support/code-point.ts'
import { corpusFiles } from '../../support/corpus.ts'
import { samples } from '../../support/samples.ts'

const name = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => checkRegName(text) === null)
const data = fc.oneof(
  fc.record({ type: fc.integer({ min: 0, max: 0xffff_ffff }), bytes: fc.uint8Array({ maxLength: 100 }) }),
  fc
    .string({ unit: codePoint })
    .map((text) => ({ type: 1, bytes: Uint8Array.from(Buffer.from(`${text}\0`, 'utf16le')) })),
  fc.constant(null),
)

const plain = (text: string): string =>
  JSON.stringify(parseRegText(text), (_, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
  )

test('a .reg file for the ports of RPC, byte for byte', (t) => {
  const key = 'HKLM\\SOFTWARE\\Microsoft\\Rpc\\Internet'
  const bytes = writeRegFile([
    { key, name: 'Ports', type: 'REG_MULTI_SZ', data: ['50000-50199'] },
    { key, name: 'PortsInternetAvailable', type: 'REG_SZ', data: 'Y' },
    { key, name: 'UseInternetPorts', type: 'REG_SZ', data: 'Y' },
  ])
  t.deepEqual([...bytes.subarray(0, 2)], [0xff, 0xfe])
  t.is(
    Buffer.from(bytes.subarray(2)).toString('utf16le'),
    [
      'Windows Registry Editor Version 5.00',
      '',
      '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Rpc\\Internet]',
      '"Ports"=hex(7):35,00,30,00,30,00,30,00,30,00,2d,00,35,00,30,00,31,00,39,00,39,\\',
      '  00,00,00,00,00',
      '"PortsInternetAvailable"="Y"',
      '"UseInternetPorts"="Y"',
      '',
      '',
    ].join('\r\n'),
  )
})

test('whatever is written is read back', (t) => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          key: name.map((part) => `HKLM\\K${part}`),
          deletes: fc.constant(false),
          values: fc.array(fc.record({ name, data })),
        }),
      ),
      (entries) => {
        const { entries: read, faults } = parseRegText(decodeText(encodeRegText(formatRegText(entries))))
        if (faults.length > 0) throw new Error(JSON.stringify(faults))
        const show = (list: typeof read): string =>
          JSON.stringify(list, (_, value) => (value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value))
        if (show(read) !== show(entries)) throw new Error(show(read))
      },
    ),
    { numRuns: samples(200) },
  )
  t.pass()
})

test('exports of Registry Editor come back byte for byte when written', (t) => {
  const files = corpusFiles(t, 'reg', /\.reg$/)
  for (const { path, bytes } of files ?? []) {
    const { entries, faults } = parseRegText(decodeText(bytes))
    t.deepEqual(faults, [], path)
    t.is(Buffer.compare(encodeRegText(formatRegText(entries)), bytes), 0, path)
    t.is(plain(formatRegText(entries)), plain(decodeText(bytes)))
  }
})
