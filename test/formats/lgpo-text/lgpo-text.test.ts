// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import test from 'ava'
import fc from 'fast-check'
import { checkLgpoRecord, encodeLgpoText, formatLgpoText } from '../../../src/formats/lgpo-text/format-lgpo-text.ts'
import type { LgpoEntry } from '../../../src/formats/lgpo-text/lgpo-entry.ts'
import { parseLgpoText } from '../../../src/formats/lgpo-text/parse-lgpo-text.ts'
import { readLgpoPolicy } from '../../../src/formats/lgpo-text/read-lgpo-policy.ts'
import type { PolRecord } from '../../../src/formats/registry-pol/pol-record.ts'
import { readRegistryPol } from '../../../src/formats/registry-pol/read-registry-pol.ts'
import { decodeText } from '../../../src/formats/text/decode-text.ts'
import { codePoint } from '../../support/code-point.ts'
import { corpus, corpusFiles } from '../../support/corpus.ts'
import { samples } from '../../support/samples.ts'

const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'utf16le'))
const record = (name: string, type: number, data: Uint8Array): PolRecord => ({ key: 'Software\\K', name, type, data })
const computer = (...records: readonly PolRecord[]): readonly LgpoEntry[] =>
  records.map((entry) => ({ scope: 'Computer', record: entry }))
const plain = (entries: readonly LgpoEntry[]) =>
  entries.map(({ scope, record: { key, name, type, data } }) => [
    scope,
    key,
    name,
    type,
    Buffer.from(data).toString('hex'),
  ])

const ALL: readonly (readonly [PolRecord, string, string])[] = [
  [record('a', 1, bytes('C:\\x\0')), 'a', 'SZ:C:\\\\x'],
  [record('nul', 1, bytes('a\0b\0')), 'nul', 'SZ:a\\0b'],
  [record('trap', 1, bytes('\\0\0')), 'trap', 'SZ:\\\\0'],
  [record('e', 2, bytes('%a%\0')), 'e', 'EXSZ:%a%'],
  [record('m', 7, bytes('a\0b\\c\0\0')), 'm', 'MULTISZ:a\\0b\\\\c'],
  [record('empty', 7, bytes('\0')), 'empty', 'MULTISZ:'],
  [record('d', 4, Uint8Array.of(10, 2, 0, 0x80)), 'd', 'DWORD:2147484170'],
  [record('q', 11, Uint8Array.of(0, 0, 0, 0, 1, 0, 0, 0)), 'q', 'QWORD:4294967296'],
  [record('b', 3, Uint8Array.of(0, 255, 16)), 'b', 'BINARY:00,ff,10'],
  [record('b0', 3, Uint8Array.of()), 'b0', 'BINARY:'],
  [record('**del.gone', 1, bytes(' \0')), 'gone', 'DELETE'],
  [record('**delvals.', 1, bytes(' \0')), '*', 'DELETEALLVALUES'],
  [record('**DeleteKeys', 1, bytes('a;b\0')), 'a;b', 'DELETEKEYS'],
  [record('', 0, Uint8Array.of()), '*', 'CREATEKEY'],
]

test('every kind of record has its words, and comes back', (t) => {
  for (const [entry, name, action] of ALL) {
    t.is(checkLgpoRecord(entry), null, name)
    const text = formatLgpoText(computer(entry))
    t.is(text, `Computer\r\nSoftware\\K\r\n${name}\r\n${action}\r\n\r\n`)
    const { entries, faults } = parseLgpoText(text)
    t.deepEqual(faults, [])
    t.deepEqual(plain(entries), plain(computer(entry)))
  }
})

test('a record that the text cannot say is refused', (t) => {
  for (const entry of [
    record('a', 1, bytes('no end')),
    record('a', 1, bytes('line\nbreak\0')),
    record('a\nb', 4, Uint8Array.of(0, 0, 0, 0)),
    record('a', 7, bytes('a\0\0b\0\0')),
    record('a', 7, bytes('\0\0')),
    record('a', 4, Uint8Array.of(1)),
    record('a', 5, Uint8Array.of(0, 0, 0, 1)),
    { key: '', name: 'a', type: 4, data: Uint8Array.of(0, 0, 0, 0) },
  ])
    t.not(checkLgpoRecord(entry), null)
})

test('what is malformed is told with its line, and the rest is read', (t) => {
  const { entries, faults } = parseLgpoText(
    [
      '; comment',
      'computer',
      'K',
      'a',
      'DWORD:0x10',
      '',
      'Machine',
      'USER',
      'K',
      'b',
      'dword:1',
      'Computer',
      'K',
      'c',
      'DWORD:4294967296',
      'Computer',
      ' K',
      'd',
      'SZ:',
      'Computer',
      'K',
      'e',
      'DELETEALLVALUES',
      'Computer',
      'K',
      'f',
      'CLEAR',
      'User',
      'K',
      'g',
      'DWORD:-1',
      'Computer',
      'K',
    ].join('\n'),
  )
  t.deepEqual(plain(entries), [
    ['Computer', 'K', 'a', 4, '10000000'],
    ['User', 'K', 'g', 4, 'ffffffff'],
  ])
  t.deepEqual(
    faults.map(({ line, reason }) => [line, reason]),
    [
      [7, 'expected Computer or User, not "Machine"'],
      [11, 'unknown action "dword"'],
      [15, 'not the data of a DWORD'],
      [17, 'a key is a line without blanks around it'],
      [23, 'DELETEALLVALUES needs * as the value name'],
      [32, 'the last entry is cut off: key, value name and action follow'],
    ],
  )
})

test('text in ASCII stays ASCII, any other is UTF-16 with a byte order mark', (t) => {
  t.deepEqual([...encodeLgpoText('a')], [0x61])
  t.deepEqual([...encodeLgpoText('é')], [0xff, 0xfe, 0xe9, 0])
})

test('any record that the text can say comes back', (t) => {
  const part = fc.string({ unit: codePoint, minLength: 1, maxLength: 20 })
  const data = fc.oneof(
    part.map((text) => [1, bytes(`${text}\0`)] as const),
    fc.array(part).map((list) => [7, bytes(`${list.join('\0')}\0\0`)] as const),
    fc.uint8Array().map((list) => [3, list] as const),
    fc.tuple(fc.nat(12), fc.uint8Array({ maxLength: 8 })),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(part, part, data)), (list) => {
      const entries = list
        .map(([key, name, [type, value]]) => ({ scope: 'User', record: { key, name, type, data: value } }) as const)
        .filter((entry) => checkLgpoRecord(entry.record) === null)
      const read = parseLgpoText(decodeText(encodeLgpoText(formatLgpoText(entries, ['comment']))))
      if (read.faults.length > 0) throw new Error(JSON.stringify(read.faults))
      // A record that deletes has one spelling.
      const show = (given: readonly LgpoEntry[]) => JSON.stringify(plain(given)).toLowerCase()
      if (show(read.entries) !== show(entries)) throw new Error(show(read.entries))
    }),
    { numRuns: samples(300) },
  )
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constantFrom('\n', 'Computer\n', 'SZ:', '\\', 'MULTISZ:'))),
      (parts) => {
        parseLgpoText(parts.join(''))
      },
    ),
  )
  t.pass()
})

test('a registry.pol and its LGPO text, both from Windows, say the same', (t) => {
  const pol = corpus(t, 'gpo/troennes/lgpo-pair/registry.pol')
  const text = corpus(t, 'gpo/troennes/lgpo-pair/machine.txt')
  if (pol === null || text === null) return
  const {
    records,
    faults: [fault = null],
  } = readRegistryPol(readFileSync(pol))
  const { entries, faults } = parseLgpoText(decodeText(readFileSync(text)))
  t.is(fault, null)
  t.deepEqual(faults, [])
  t.is(records.length, 71)
  t.deepEqual(plain(entries), plain(computer(...records)))
  const theirs = decodeText(readFileSync(text)).replace(/^(;.*|)\r\n/, '')
  t.true(theirs.startsWith(formatLgpoText(entries).slice(0, 60)))
  t.is(formatLgpoText(computer(...records)), theirs.replace(/^;.*\r\n/gm, '').replace(/(\r\n)+$/, '\r\n\r\n'))
  const policy = readLgpoPolicy(readFileSync(text))
  t.deepEqual([policy.rules.length, policy.losses], [1, []])
})

test('every registry.pol of the corpus goes through the text and back, but for strings with line breaks', (t) => {
  for (const { path, bytes: file } of corpusFiles(t, 'gpo', /\.pol$/i) ?? []) {
    const { records } = readRegistryPol(file)
    const sayable = records.filter((entry) => checkLgpoRecord(entry) === null)
    t.deepEqual(
      sayable,
      records.filter(({ data }) => !Buffer.from(data).toString('utf16le').includes('\n')),
      path,
    )
    t.deepEqual(plain(parseLgpoText(formatLgpoText(computer(...records))).entries), plain(computer(...sayable)), path)
  }
})
