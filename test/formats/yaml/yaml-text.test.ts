// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { parse } from 'yaml'
import { shortLine, yamlLine, yamlText } from '../../../src/formats/yaml/yaml-text.ts'
import { codePoint } from '../../support/code-point.ts'

test('a word stands as it is, and what a reader could take for something else stands in quotes', (t) => {
  const written = [
    'cm01.contoso.test',
    'PS1',
    '10.0.0.0/8',
    '10.0.0.1-10.0.0.9',
    '1E5',
    '2001:db8::1',
    'no',
    "Peter's",
    'a: b',
    '',
  ].map(yamlText)
  t.deepEqual(written, [
    'cm01.contoso.test',
    'PS1',
    '10.0.0.0/8',
    '10.0.0.1-10.0.0.9',
    "'1E5'",
    "'2001:db8::1'",
    "'no'",
    "'Peter''s'",
    "'a: b'",
    "''",
  ])
})

test('every text comes back as key, as value and in a list, but for what cannot be printed', (t) => {
  fc.assert(
    fc.property(fc.string({ unit: codePoint }), (text) => {
      const line = yamlLine(text)
      const written = yamlText(line)
      t.deepEqual(parse(`${written}: ${written}\nlist: [${written}, ${written}]\n`, { schema: 'core' }), {
        [line]: line,
        list: [line, line],
      })
    }),
    { examples: [['\ud800'], ['a\u0085b'], ['\u2028'], ['\ufeff'], ['#'], ['- a'], ['{'], ['😀']] },
  )
})

test('a comment is one line, whatever the text', (t) => {
  fc.assert(
    fc.property(fc.string({ unit: codePoint }), fc.string({ unit: codePoint }), (text, name) => {
      t.deepEqual(parse(`# ${yamlLine(text)}\n${yamlText(`k${yamlLine(name)}`)}: 1\n`), { [`k${yamlLine(name)}`]: 1 })
    }),
    {
      examples: [
        ['a\nb: 2', ''],
        ['a\r\u0085c: 3', ''],
      ],
    },
  )
})

test('a long text is cut where no pair is torn', (t) => {
  t.is(shortLine('a'.repeat(200), 10), `${'a'.repeat(9)}…`)
  t.is(shortLine(`${'a'.repeat(8)}😀bc`, 10), `${'a'.repeat(8)}…`)
})
