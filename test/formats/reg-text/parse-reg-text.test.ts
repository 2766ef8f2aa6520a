// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { parseRegText } from '../../../src/formats/reg-text/parse-reg-text.ts'
import { decodeText } from '../../../src/formats/text/decode-text.ts'
import { growth, LINEAR } from '../../support/growth.ts'
import { samples } from '../../support/samples.ts'

const parse = (...lines: readonly string[]) =>
  parseRegText(['Windows Registry Editor Version 5.00', '', '[HKEY_LOCAL_MACHINE\\K]', ...lines].join('\r\n'))

const values = (...lines: readonly string[]) =>
  parse(...lines).entries[0]?.values.map(({ name, data }) => [
    name,
    data?.type,
    data === null ? null : Buffer.from(data.bytes).toString('hex'),
  ])

const utf16 = (text: string): string => Buffer.from(`${text}\0`, 'utf16le').toString('hex')

test('strings keep quotes and backslashes, line breaks and semicolons', (t) => {
  t.deepEqual(values('"a\\\\b\\"c"="C:\\\\x; \\"y\\""  ; said', '@="default"', '"two"="one\r\ntwo"', '"n"=dword:1'), [
    ['a\\b"c', 1, utf16('C:\\x; "y"')],
    ['', 1, utf16('default')],
    ['two', 1, utf16('one\r\ntwo')],
    ['n', 4, '01000000'],
  ])
})

test('bytes of every type go on over lines, with blanks and comments', (t) => {
  t.deepEqual(
    values(
      '"b"=hex:00,01,\\ ; more',
      '  fe,ff',
      '"x"=hex(2):25,00,\\',
      '  00,00',
      '"m"=hex(7):61,00,00,00,00,00',
      '"q"=hex(b):01,00,00,00,00,00,00,00',
      '"none"=hex(0):',
      '"z"=hex(ffff000d):01',
      '"d"=dword:0000020A ; version',
    ),
    [
      ['b', 3, '0001feff'],
      ['x', 2, '25000000'],
      ['m', 7, '610000000000'],
      ['q', 11, '0100000000000000'],
      ['none', 0, ''],
      ['z', 0xffff000d, '01'],
      ['d', 4, '0a020000'],
    ],
  )
})

test('deletions of keys and values are told apart from values', (t) => {
  const { entries } = parse('"a"=-', '[-HKEY_CURRENT_USER\\Gone]', '; comment', '[hkey_users\\S-1]')
  t.deepEqual(
    entries.map(({ key, deletes, values: list }) => [key, deletes, list]),
    [
      ['HKLM\\K', false, [{ name: 'a', data: null }]],
      ['HKCU\\Gone', true, []],
      ['HKU\\S-1', false, []],
    ],
  )
})

test('version 4 has text in code page 1252, which becomes UTF-16', (t) => {
  const bytes = Buffer.concat([
    Buffer.from('REGEDIT4\r\n[HKEY_LOCAL_MACHINE\\K]\r\n"gr'),
    Buffer.from([0xf6]),
    Buffer.from('"="'),
    Buffer.from([0x80]),
    Buffer.from('"\r\n"e"=hex(2):80,00\r\n"b"=hex:80,00\r\n'),
  ])
  const { version, entries, faults } = parseRegText(decodeText(bytes))
  t.deepEqual([version, faults], [4, []])
  t.deepEqual(
    entries[0]?.values.map(({ name, data }) => [name, Buffer.from(data?.bytes ?? []).toString('hex')]),
    [
      ['grö', utf16('€')],
      ['e', utf16('€')],
      ['b', '8000'],
    ],
  )
})

test('text is read in every encoding that Windows saves', (t) => {
  const text = 'REGEDIT4 é'
  const big = Buffer.from(`\ufeff${text}`, 'utf16le').swap16()
  for (const bytes of [
    Buffer.from(`\ufeff${text}`, 'utf16le'),
    Buffer.from(text, 'utf16le'),
    big,
    Buffer.from(`\ufeff${text}`),
    Buffer.from(text),
    Buffer.from(text, 'latin1'),
  ])
    t.is(decodeText(bytes), text)
})

test('what is malformed is told with its line, and the rest is read', (t) => {
  const { entries, faults } = parse(
    '"a"=1',
    '"b"=hex:0g',
    '"c"="open',
    'words',
    '"d"=dword:123456789',
    '[NOWHERE\\K]',
    '"lost"="x"',
    '[HKLM\\Ok]',
    '"e"=dword:2',
    '"f"',
    '"g"="x" y',
  )
  t.deepEqual(
    faults.map(({ line, reason }) => [line, reason]),
    [
      [4, 'not the data of a value'],
      [5, 'not the data of a value'],
      // The quote of a later line closes the string.
      [6, 'something stands behind a string'],
      [9, 'a section is [HIVE\\KEY], and HIVE one of the registry'],
      [10, 'a value before the first section'],
      [13, 'a value is "NAME"=DATA'],
      [14, 'something stands behind a string'],
    ],
  )
  t.deepEqual(
    entries.map(({ key, values: list }) => [key, list.map(({ name }) => name)]),
    [
      ['HKLM\\K', []],
      ['HKLM\\Ok', ['e']],
    ],
  )
  t.regex(parseRegText('anything').faults[0]?.reason ?? '', /not a \.reg file/)
  t.regex(parseRegText('').faults[0]?.reason ?? '', /not a \.reg file/)
})

test('no text breaks the reader, and the time grows with its length', (t) => {
  const piece = fc.constantFrom(
    '"',
    '\\',
    '\r\n',
    '=',
    '"a"=',
    'hex:',
    'hex(7):',
    '00,',
    '[HKLM\\',
    ']',
    ';',
    '-',
    '\u2028',
    'dword:',
    ' ',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }), (parts) => {
      parse(parts.join(''))
      parseRegText(parts.join(''))
    }),
    { numRuns: samples(500) },
  )
  for (const part of [
    '"a"="\r\n',
    '\\;\u2028',
    '\\ ',
    '"a"=hex:00,\\\r\n',
    '[HKLM',
    '\\',
    '"',
    ';\u2028',
    '[HKLM\\a\\b]\r\n',
  ]) {
    const ratio = growth((size) => parse(`"a"=${part.repeat(size)}`, part.repeat(size)), 20_000)
    t.true(ratio < LINEAR, `${part}: ${ratio}`)
  }
})
