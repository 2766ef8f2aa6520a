// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { decodeText } from '../../../src/formats/text/decode-text.ts'

test('text comes back from every encoding of Windows', (t) => {
  const lines = fc.array(fc.string({ unit: 'grapheme' })).map((parts) => parts.join('\r\n').replaceAll('\ufeff', ''))
  fc.assert(
    fc.property(lines, (text) => {
      const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le')
      t.is(decodeText(utf16), text)
      t.is(decodeText(Buffer.from(utf16).swap16()), text)
      t.is(decodeText(Buffer.from(`\ufeff${text}`)), text)
    }),
  )
  t.is(decodeText(Buffer.from([0x47, 0xfc, 0x6e])), 'Gün')
})

test('UTF-16 of the first 256 characters is the same text, and one byte beyond them is none of these', (t) => {
  fc.assert(
    fc.property(fc.array(fc.nat(0xff), { minLength: 1 }), fc.nat(), fc.nat({ max: 0xd7 }), (codes, at, high) => {
      const bytes = Buffer.from(`\ufeff${String.fromCharCode(...codes)}`, 'utf16le')
      t.is(decodeText(bytes), String.fromCharCode(...codes))
      const place = at % codes.length
      bytes[2 * place + 3] = high
      const expected = codes.map((code, index) => (index === place ? code + 256 * high : code))
      t.is(decodeText(bytes), String.fromCharCode(...expected))
    }),
  )
})

test('a byte that is missing spoils one line of UTF-16, not all that follow', (t) => {
  const whole = Buffer.from('\ufeffone\r\ntwo\r\nthree\r\nfour', 'utf16le')
  for (let at = 12; at < 16; at++) {
    const lines = decodeText(Buffer.concat([whole.subarray(0, at), whole.subarray(at + 1)])).split('\r\n')
    t.deepEqual([lines[0], ...lines.slice(-2)], ['one', 'three', 'four'], `${at}`)
    t.true(lines[1]?.includes('\ufffd') === true || lines[1] !== 'two')
  }
})

test('a damaged byte in UTF-8 does not make it another encoding', (t) => {
  const bytes = Buffer.from('Größe und Länge, Straße')
  bytes[0] = 0xff
  t.is(decodeText(bytes), '\ufffdröße und Länge, Straße')
})

test('which code page a long text is of is found in the memory that its length asks for', (t) => {
  const letters = Buffer.from('ü'.repeat(20_000_000))
  const damaged = decodeText(Buffer.concat([letters, Buffer.from([0xff])]))
  t.is(damaged.length, 20_000_001)
  t.true(damaged.startsWith('üü') && damaged.endsWith('ü\ufffd'))
  t.is(decodeText(Buffer.alloc(1_000_000, 0xfc)), 'ü'.repeat(1_000_000))
})
