// SPDX-License-Identifier: MIT
import test from 'ava'
import { dataExpression } from '../../../src/formats/powershell/expression.ts'
import { readLiteral } from '../../../src/targets/powershell/read-literal.ts'

test('a literal of every kind is read back', (t) => {
  for (const value of [
    "it’s 'quoted' ‘‚‛",
    '\ttab\r\nend\u202e',
    '',
    0,
    -7,
    true,
    null,
    [],
    ['a'],
    [['a']],
    [1, 'b', false],
    {},
    { Name: 'x', List: ['a', { b: null }] },
  ]) {
    const text = dataExpression(value)
    t.deepEqual(readLiteral(text, 0), { value, end: text.length }, text)
  }
  t.deepEqual(readLiteral("x @(\r\n  'a'\r\n  'b'\r\n) y", 2).value, ['a', 'b'])
  t.deepEqual(readLiteral("@{\n  Name = 'a'; Other = 1\n}", 0).value, { Name: 'a', Other: 1 })
})

test('code is no literal', (t) => {
  for (const text of [
    "'open",
    '"a $(b)"',
    '$env:PATH',
    '(Get-Date)',
    "('a' + $b)",
    "@('a' 'b')",
    "@{ a = 'b' c = 'd' }",
    "@{ 'a' = 1; 'a' = 2 }",
    "'a‘’b'",
    '@(',
    '1kb',
    '',
  ])
    t.throws(() => readLiteral(text, 0), { instanceOf: Error }, text)
})
