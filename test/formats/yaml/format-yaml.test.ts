// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { parse } from 'yaml'
import { formatYaml, type YamlValue, yamlComment } from '../../../src/formats/yaml/format-yaml.ts'
import { codePoint } from '../../support/code-point.ts'

const text = fc.oneof(
  fc.string({ unit: codePoint }),
  fc.constantFrom(
    'on',
    'No',
    '22:22',
    '1e3',
    '0x1f',
    '-',
    '- a',
    'a: b',
    '~',
    '',
    ' ',
    'null',
    '1.5',
    '2027-01-01',
    '{}',
  ),
  fc
    .array(fc.constantFrom('a: b', '', ' ', '# a', '---', '  x', '|', "it's", 'a '), { maxLength: 4 })
    .map((lines) => `${lines.join('\n')}\n`),
  fc.constantFrom(
    'a b',
    'a  b',
    'a ',
    '%x',
    '@x',
    '& a',
    '!x',
    '#',
    'a #b',
    '"',
    "'",
    '\\',
    '\u0085',
    '\u2028',
    '😀',
    '<<',
  ),
)
const { value } = fc.letrec<{ value: YamlValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.integer(),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}))

test('every reader of YAML, those of version 1.1 too, reads what was written', (t) => {
  fc.assert(
    fc.property(fc.oneof(value, fc.record({ terms: value })), (one) => {
      const written = formatYaml(one)
      t.regex(written, /^[\n -~]*$/)
      for (const version of ['1.1', '1.2'] as const)
        t.deepEqual(parse(written, { version, merge: false }), one, written)
    }),
    { numRuns: 300 },
  )
})

test('lines stand as they are where the first that holds anything begins without a blank, and as one text elsewhere', (t) => {
  t.is(formatYaml({ a: '\nx\n  y\n' }), 'a: |\n\n  x\n    y\n')
  t.is(formatYaml({ a: '\n  x\n|\n' }), 'a: "\\n  x\\n|\\n"\n')
  t.is(formatYaml({ a: '  x\n|\n' }), 'a: "  x\\n|\\n"\n')
  t.is(formatYaml({ a: '\n\n x\n' }), 'a: "\\n\\n x\\n"\n')
})

test('a comment is one line of ASCII, whatever it is told', (t) => {
  t.is(yamlComment('a\nb\u2028c ü 😀'), '# a\\u000Ab\\u2028c \\u00FC \\U0001F600')
  t.is(yamlComment(''), '#')
})
