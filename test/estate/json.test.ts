// SPDX-License-Identifier: MIT
import test from 'ava'
import { read, readGood, wrong } from './support/read.ts'

const JSON_ESTATE = `{
  "$schema": "../schema/estate.schema.json",
  "name": "contoso",
  "product": "cmcb",
  "hosts": { "cm01": { "addresses": ["10.0.0.1"], "roles": ["console", { "role": "sql-server", "port": 14330 }] } }
}
`

test('a JSON estate is read as the same data', async (t) => {
  const estate = await readGood(t, JSON_ESTATE, 'estate.json')
  t.is(estate.hosts.get('cm01')?.roles[1]?.ports.get('sqlServer')?.[0], '14330')
  t.like(estate.locate(['hosts', 'cm01', 'roles', 1, 'port'], 'key'), { line: 5, column: 96, endColumn: 102 })
})

test('a duplicate key in JSON names both places', async (t) => {
  const found = await wrong(t, '{ "name": "a", "product": "cmcb",\n  «"name"»: "b" }', ['duplicate-key'], 'estate.json')
  t.like(found[0]?.related[0]?.span, { line: 1, column: 3 })
})

test('mistakes in a JSON estate have their exact places', async (t) => {
  await wrong(
    t,
    '{ "name": "a", "product": «"cmbc"»,\n  «"sits"»: {} }',
    [
      ['unknown-product', 'Did you mean “cmcb”?'],
      ['unknown-key', 'Did you mean “sites”?'],
    ],
    'estate.json',
  )
})

const FAULTS: readonly (readonly [what: string, text: string, reason: RegExp])[] = [
  ['a comment', '{ «/»/ c\n }', /JSON has no comments/],
  ['a comment with a hash', '{ "name": "a" «#» c\n }', /JSON has no comments/],
  ['a comma after the last key', '{ "name": "a", «}»', /a comma stands before \}/],
  ['a comma after the last element', '{ "features": ["a", «]» }', /a comma stands before \]/],
  ['a key without quotes', '{ «n»ame: "a" }', /a key in double quotes is expected/],
  ['single quotes', '{ "name": «\'»a\' }', /text stands in double quotes/],
  ['a leading zero', '{ "version": «0»911 }', /leading zeros/],
  ['a missing comma', '{ "a": 1 «"»b": 2 }', /a comma or \} is expected/],
  ['a missing colon', '{ "a" «1» }', /a colon is expected after the key/],
  ['a missing value', '{ "a": «}»', /a value is missing before \}/],
  ['text after the end', '{} «x»', /the file goes on after its end/],
  ['a string without end', '{ "a": «"»b\n}', /the closing quote is missing/],
  ['an unknown escape', '{ "a": "«\\»x" }', /JSON has no such escape/],
  ['an unknown word', '{ "a": «T»rue }', /True is not a value/],
]

for (const [what, text, reason] of FAULTS)
  test(`JSON with ${what} is refused`, async (t) => {
    await wrong(t, text, [['json-syntax', null, reason]], 'estate.json')
  })

test('JSON that ends too early and JSON that is too deep are refused', async (t) => {
  t.is((await read('{ "a": [', 'e.json')).diagnostics[0]?.code, 'json-syntax')
  const deep = await read(`{"a":${'['.repeat(100_000)}`, 'e.json')
  t.is(deep.diagnostics[0]?.code, 'too-deep')
})

test('__proto__ in JSON is an ordinary key', async (t) => {
  await wrong(t, '{ "name": "a", "product": "cmcb", «"__proto__"»: {} }', ['unknown-key'], 'estate.json')
})
