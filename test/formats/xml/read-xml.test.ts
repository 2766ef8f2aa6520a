// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { readXml } from '../../../src/formats/xml/read-xml.ts'
import { childText } from '../../../src/formats/xml/xml-element.ts'
import { growth, LINEAR } from '../../support/growth.ts'
import { samples } from '../../support/samples.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const reason = (text: string): string => {
  const result = readXml(utf8(text))
  return 'reason' in result ? result.reason : ''
}

test('elements are bound by namespace, whatever their prefix', (t) => {
  const result = readXml(utf8('<q:a xmlns:q="urn:one" xmlns="urn:two"><q:b>1</q:b><b x="y">2</b></q:a>'))
  if (!('root' in result)) return t.fail(result.reason)
  t.is(result.root.namespace, 'urn:one')
  t.is(childText(result.root, 'urn:one', 'b'), '1')
  t.is(childText(result.root, 'urn:two', 'b'), '2')
  t.is(result.root.children[1]?.attributes.get('x'), 'y')
})

test('CDATA sections, split ones too, and predefined references are text', (t) => {
  const result = readXml(utf8('<a><![CDATA[x]]]]><![CDATA[>y<!DOCTYPE]]>&amp;&#x41;</a>'))
  t.is('root' in result ? result.root.text : result.reason, 'x]]>y<!DOCTYPE&A')
})

test('UTF-16 with a byte order mark is read', (t) => {
  const result = readXml(
    new Uint8Array(Buffer.from('\ufeff<?xml version="1.0" encoding="utf-16"?><a>ü</a>', 'utf16le')),
  )
  t.is('root' in result ? result.root.text : result.reason, 'ü')
})

test('document types and entities are refused', (t) => {
  t.regex(reason('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), /refused/)
  t.regex(reason('<!doctype a><a/>'), /refused/)
  t.regex(reason('<a><!ENTITY b "c"></a>'), /refused/)
})

test('what is not well-formed is a reason, never an exception', (t) => {
  for (const text of [
    '',
    'x',
    '<a/><b/>',
    '<a b="1" b="2"/>',
    '<q:a/>',
    '<a>&nbsp;</a>',
    '<a>&#0;</a>',
    '<a b="<"/>',
    '<a',
    '<a>',
    '<a></b>',
    '<a><![CDATA[',
    '<!--',
    '<a b></a>',
    '<a>\u0000',
  ])
    t.not(reason(text), '', JSON.stringify(text))
  t.not('reason' in readXml(Uint8Array.of(0xff)), false)
})

test('deep and long documents are refused in time that grows with their length', (t) => {
  t.regex(reason('<a>'.repeat(100_000)), /deeper/)
  t.regex(reason(' '.repeat(17 * 1024 * 1024)), /too much/)
  for (const [head, piece, length] of [
    ['<a>', '<![CDATA[', 500_000],
    ['<a ', 'b="', 500_000],
    ['<a', ' ', 1_000_000],
    ['', '<', 1_000_000],
  ] as const) {
    const ratio = growth((size) => t.not(reason(`${head}${piece.repeat(size)}`), ''), length / 4)
    t.true(ratio < LINEAR, `${piece}: ${ratio}`)
  }
})

test('any bytes are read without an exception', (t) => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc.string({ unit: fc.constantFrom('<', '>', '/', 'a', '!', '[', ']', '"', '=', '&', ';', ' ') }).map(utf8),
      ),
      (bytes) => {
        readXml(bytes)
        t.pass()
      },
    ),
    { numRuns: samples(300) },
  )
})
