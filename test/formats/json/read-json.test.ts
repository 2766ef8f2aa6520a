// SPDX-License-Identifier: MIT
import test from 'ava'
import { readJson } from '../../../src/formats/json/read-json.ts'

const refused: readonly (readonly [what: string, text: string, offset: number, fault: string])[] = [
  ['nothing at all', '', 0, 'Expected a value, found the end of the file'],
  ['a list that does not end', '[1,', 3, 'Expected a value, found the end of the file'],
  ['a comma at the end', '{"a":1,}', 7, 'Expected a key in quotes, found “}”'],
  ['a comment', '{/* */}', 1, 'Expected a key in quotes, found “/”'],
  ['two values', '{} {}', 3, 'Expected the end of the file, found “{”'],
  ['a text over two lines', '"a\nb"', 0, 'This text has no end on its line'],
  ['a text that the file ends in', '"abc\\', 0, 'This text has no end on its line'],
  ['an escape that JSON lacks', '"\\x41"', 0, 'This text has an escape that JSON does not know'],
  ['a number with a leading zero', '[01]', 2, 'Expected “,” or “]”, found “1”'],
  ['a NUL between values', '[1\u0000]', 2, 'Expected “,” or “]”, found “U+0000”'],
  ['65 levels of nesting', `${'['.repeat(100_000)}`, 64, 'More than 64 levels of nesting'],
]
for (const [what, text, offset, fault] of refused)
  test(`${what} is refused where it stands`, (t) => {
    t.deepEqual(readJson(text), { offset, fault })
  })

test('a value carries its place, after a byte order mark too', (t) => {
  t.deepEqual(readJson('\ufeff{"a": [true, null]}'), {
    node: {
      kind: 'object',
      offset: 1,
      members: [
        {
          key: 'a',
          offset: 2,
          value: {
            kind: 'array',
            offset: 7,
            items: [
              { kind: 'truth', offset: 8, value: true },
              { kind: 'null', offset: 14 },
            ],
          },
        },
      ],
    },
  })
})

test('numbers and escapes mean what they mean in JavaScript', (t) => {
  const text = '[-1.5e3, "\\u00e9\\n\\"", 0]'
  const result = readJson(text)
  t.true('node' in result && result.node.kind === 'array')
  if ('node' in result && result.node.kind === 'array')
    t.deepEqual(
      result.node.items.map((item) => ('value' in item ? item.value : null)),
      JSON.parse(text),
    )
})
