// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import test from 'ava'
import fc from 'fast-check'
import type { MofInstance, MofScalar } from '../../../src/formats/mof/mof.ts'
import { propertyOf } from '../../../src/formats/mof/mof.ts'
import { parseMof } from '../../../src/formats/mof/parse-mof.ts'
import { readMof } from '../../../src/formats/mof/read-mof.ts'
import { writeMof } from '../../../src/formats/mof/write-mof.ts'
import { corpus } from '../../support/corpus.ts'
import { growth, LINEAR } from '../../support/growth.ts'
import { hostileText } from '../../targets/dsc/hostile-text.ts'

/** The text of a document, its lines ended by LF and without the mark. */
const formatMof = (...document: Parameters<typeof writeMof>): string =>
  new TextDecoder('utf-16le').decode(writeMof(...document)).replaceAll('\r\n', '\n')

const one = (value: string) => {
  const result = parseMof(`instance of A { P = ${value}; };`)
  return 'fault' in result ? result.fault.message : result.instances[0]?.properties[0]?.value
}

test('a document of instances has exactly this text', (t) => {
  const instances: MofInstance[] = [
    {
      className: 'DSC_Firewall',
      alias: 'DSC_Firewall1ref',
      properties: [
        { name: 'Name', value: 'a"b\\c\r\n\té’*/' },
        { name: 'Profile', value: ['Domain'] },
        { name: 'Platform', value: [] },
        { name: 'Force', value: true },
        { name: 'Size', value: 16384 },
        { name: 'Credential', value: null },
        { name: 'Other', value: { alias: 'DSC_Firewall1ref' } },
      ],
    },
  ]
  t.is(
    formatMof(["@TargetNode='localhost'"], instances),
    `/*
@TargetNode='localhost'
*/

instance of DSC_Firewall as $DSC_Firewall1ref
{
 Name = "a\\"b\\\\c\\r\\n\\té’*/";
 Profile = {
    "Domain"
};
 Platform = {
};
 Force = True;
 Size = 16384;
 Credential = NULL;
 Other = $DSC_Firewall1ref;
};
`,
  )
  t.deepEqual(parseMof(formatMof([], instances)), { instances })
})

test('the file is UTF-16LE with a byte order mark and CRLF', (t) => {
  const bytes = writeMof(['@GeneratedBy=x'], [])
  t.deepEqual([...bytes.slice(0, 10)], [0xff, 0xfe, 0x2f, 0, 0x2a, 0, 0x0d, 0, 0x0a, 0])
})

test('every kind of literal is read', (t) => {
  t.is(one('"a" "b"\n"c"'), 'abc')
  t.is(one('"\\x41\\x0042\\b\\f\\\'"'), "AB\b\f'")
  t.is(one('0x10'), 16)
  t.is(one('101b'), 5)
  t.is(one('017'), 15)
  t.is(one('-5'), -5)
  t.is(one('1.5e3'), 1500)
  t.is(one('18446744073709551615'), 18446744073709551615n)
  t.is(one('TRUE'), true)
  t.is(one('null'), null)
  t.is(one("'x'"), 'x')
  t.deepEqual(one('{ "a" , 2, false }'), ['a', 2, false])
})

test('comments, pragmas and qualifiers are passed over', (t) => {
  const text = '#pragma x\n// "\n/* { */ [Q("]"), R] instance of A as $a { [Key] P /* } */ = "//"; };'
  t.deepEqual(parseMof(text), { instances: [{ className: 'A', alias: 'a', properties: [{ name: 'P', value: '//' }] }] })
})

test('what is not an instance document is a fault with its place', (t) => {
  const message = (text: string) => {
    const result = parseMof(text)
    return 'fault' in result ? `${result.fault.line}:${result.fault.column} ${result.fault.message}` : 'read'
  }
  t.is(message('class A { };'), '1:1 instance was expected')
  t.is(message('instance of A {\n P = "x'), '2:6 a string is never closed')
  t.is(message('instance of A { P = "\\q"; };'), '1:22 \\q is not an escape')
  t.is(message('/* x'), '1:1 a comment is never closed')
  t.is(message('instance of A { P = 1; p = 2; };'), '1:24 p stands twice')
  t.is(message('instance of A { P = {{1}}; };'), '1:22 a value was expected')
  t.is(message('instance of A { P = $b; };'), '1:1 no instance has the alias $b')
  t.is(message('instance of A { P = 1; }'), '1:25 ; was expected')
})

test('the documents that Windows compiled are read to the end', (t) => {
  const path = corpus(t, 'mof/localhost.mof')
  if (path === null) return
  const result = readMof(readFileSync(path))
  if ('fault' in result) return t.fail(result.fault.message)
  t.is(result.instances.length, 36)
  const firewall = result.instances.find(({ className }) => className === 'MSFT_Firewall') as MofInstance
  t.is(firewall.alias, 'MSFT_Firewall1ref')
  t.is(propertyOf(firewall, 'enabled'), 'True')
  t.deepEqual(propertyOf(firewall, 'DependsOn'), ['[File]Website'])
  t.is(propertyOf(result.instances.at(-1) as MofInstance, 'Name'), 'bmoos_dsc')
  const meta = readMof(readFileSync(corpus(t, 'mof/localhost.meta.mof') as string))
  t.true('instances' in meta && propertyOf(meta.instances[0] as MofInstance, 'RebootNodeIfNeeded') === true)
})

test('UTF-8 and UTF-16 of either order are read, half a character is a fault', (t) => {
  const text = 'instance of A { P = "é"; };'
  const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le')
  for (const bytes of [Buffer.from(text), Buffer.from(`\uFEFF${text}`), utf16, Buffer.from(utf16).swap16()])
    t.true('instances' in readMof(bytes))
  t.true('fault' in readMof(Buffer.from([0xff, 0xfe, 0x41])))
  t.true('fault' in readMof(Buffer.from([0xff, 0xff, 0xff])))
})

test('whatever text is written is read back', (t) => {
  const scalar: fc.Arbitrary<MofScalar> = fc.oneof(hostileText, fc.boolean(), fc.maxSafeInteger(), fc.constant(null))
  const value = fc.oneof(scalar, fc.array(scalar, { maxLength: 4 }))
  fc.assert(
    fc.property(fc.array(value, { maxLength: 6 }), fc.array(fc.string()), (values, comment) => {
      const properties = values.map((entry, index) => ({ name: `P${index}`, value: entry }))
      const instances = [{ className: 'A', alias: 'A1ref', properties }]
      t.deepEqual(readMof(writeMof(comment, instances)), { instances })
    }),
  )
})

test('bytes of any kind give a result', (t) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      readMof(bytes)
    }),
  )
  const pieces = fc.constantFrom(
    'instance',
    ' of ',
    'A',
    '{',
    '}',
    ';',
    '"',
    '\\',
    '$a',
    '/*',
    '*/',
    '[',
    ']',
    '=',
    '1',
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
      parseMof(parts.join(''))
    }),
  )
  for (const piece of ['[', '{', '"', '/*', 'instance of A {', '"a" ', '\\', '1', '$', '//\n']) {
    const ratio = growth((size) => parseMof(piece.repeat(size)), 15_000)
    t.true(ratio < LINEAR, `${piece}: ${ratio}`)
  }
})
