// SPDX-License-Identifier: MIT
import test from 'ava'
import { read, readGood, wrong, wrongInEstate } from './support/read.ts'

test('a duplicate key names both places, at any depth', async (t) => {
  const found = await wrongInEstate(t, 'networks:\n  hq: [10.0.0.0/8]\n  «hq»: [10.1.0.0/16]\n«name»: other\n', [
    'duplicate-key',
    'duplicate-key',
  ])
  t.like(found[0]?.related[0]?.span, { line: 5, column: 3 })
  t.like(found[1]?.related[0]?.span, { line: 1, column: 1 })
})

test('a tab as indentation is refused', async (t) => {
  await wrong(t, 'sites:\n«\t»PS1: { type: primary }\n', [['yaml-tab', 'Replace the tab by blanks.']])
})

test('a bracket that is not closed is a mistake in YAML', async (t) => {
  const { diagnostics } = await read('name: a\nproduct: [cmcb\n')
  t.like(diagnostics[0], { code: 'yaml-syntax', line: 3, column: 1 })
})

test('a second document is refused where it starts', async (t) => {
  await wrong(t, 'name: a\nproduct: cmcb\n«---»\nname: b\n', ['several-documents'])
})

test('a document may start with its marker', async (t) => {
  t.is((await read('---\nname: a\nproduct: cmcb\n')).estate?.name, 'a')
})

test('custom tags and tags beyond the core schema are refused', async (t) => {
  await wrong(t, 'name: «!secret» a\nproduct: !!str cmcb\n', ['custom-tag'])
  const { diagnostics } = await read('name: !!binary aGFsbG8=\nproduct: cmcb\n')
  t.is(diagnostics[0]?.code, 'custom-tag')
})

test('a file that asks for YAML 1.1 is refused', async (t) => {
  await wrong(t, '«%YAML 1.1»\n---\nname: a\nproduct: cmcb\n', ['yaml-version'])
})

test('an anchor is repeated by its alias', async (t) => {
  const estate = await readGood(
    t,
    'name: a\nproduct: cmcb\nhosts:\n  a: { addresses: [10.0.0.1], roles: &roles [console] }\n  b: { addresses: [10.0.0.2], roles: *roles }\n',
  )
  t.is(estate.hosts.get('b')?.roles[0]?.role, 'console')
})

test('a mistake inside an alias is reported at the anchor', async (t) => {
  await wrong(
    t,
    'name: a\nproduct: cmcb\nhosts:\n  a: { addresses: [10.0.0.1], roles: &r [«consol»] }\n  b: { addresses: [10.0.0.2], roles: *r }\n',
    [['unknown-role', 'Did you mean “console”?']],
  )
})

test('an alias without anchor is reported with the nearest anchor', async (t) => {
  await wrong(t, 'name: &estate a\nproduct: cmcb\ngpo: { prefix: «*estat» }\n', [
    ['unknown-alias', 'Did you mean “estate”?'],
  ])
})

test('an alias inside its own anchor is refused', async (t) => {
  const { diagnostics } = await read('name: a\nproduct: cmcb\nfeatures: &f [*f]\n')
  t.is(diagnostics[0]?.code, 'alias-cycle')
})

test('aliases of aliases end at a limit instead of filling the memory', async (t) => {
  const levels = Array.from({ length: 30 }, (_, i) =>
    i === 0
      ? 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]'
      : `a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
  )
  const { diagnostics } = await read(`name: a\nproduct: cmcb\n${levels.join('\n')}\n`)
  t.true(diagnostics.some(({ code }) => code === 'alias-limit'))
})

test('many short uses of one long anchor end at the limit too', async (t) => {
  const roles = Array(20_000).fill('console').join(', ')
  const hosts = Array.from({ length: 2000 }, (_, i) => `  h${i}: { addresses: [10.0.${i >> 8}.${i & 255}], roles: *r }`)
  const { diagnostics } = await read(
    `name: a\nproduct: cmcb\nhosts:\n  a: { addresses: [10.9.9.9], roles: &r [${roles}] }\n${hosts.join('\n')}\n`,
  )
  t.true(diagnostics.some(({ code }) => code === 'alias-limit'))
})

test('a merge key is an unknown key, because YAML 1.2 has none', async (t) => {
  await wrongInEstate(t, 'networks:\n  «<<»: { hq: [10.0.0.0/8] }\n', [
    ['unknown-key', 'YAML 1.2 has no merge keys: write the keys out.'],
  ])
})

test('keys are words', async (t) => {
  await wrongInEstate(t, 'networks:\n  ? «[a, b]»\n  : [10.0.0.0/8]\n', ['key-not-text'])
})

test('a key that looks like a number keeps its writing', async (t) => {
  const estate = await readGood(
    t,
    'name: a\nproduct: cmcb\nsites:\n  001: { type: primary }\n  "1E5": { type: primary }\nhosts:\n  a: { addresses: [10.0.0.1], site: "001" }\n',
  )
  t.deepEqual([...estate.sites.keys()], ['001', '1E5'])
})

test('an empty file, a file of comments and an empty document say nothing', async (t) => {
  for (const text of ['', '\n\n', '# nothing\n', '---\n', '\ufeff']) {
    const { diagnostics } = await read(text)
    t.deepEqual(
      diagnostics.map(({ code, line, column }) => [code, line, column]),
      [['empty-file', 1, 1]],
    )
  }
})

test('the index of an output is told as one, not key by key', async (t) => {
  for (const text of ['{\n  "portwright": "0.1.0",\n  "estate": "a",\n', '\ufeff{"portwright":"0.1.0","flows":[{}]}']) {
    const { diagnostics } = await read(text)
    t.deepEqual(
      diagnostics.map(({ code, line, column }) => [code, line, column]),
      [['index-for-estate', 1, 1]],
    )
  }
})

test('a list or a word instead of keys is reported', async (t) => {
  await wrong(t, '«- a\n- b»\n', ['wrong-type'])
  await wrong(t, '«contoso»\n', ['wrong-type'])
})

test('a byte order mark and Windows line ends do not move any place', async (t) => {
  const { diagnostics } = await read('\ufeffname: a\r\nproduct: cmbc\r\n')
  t.like(diagnostics[0], { code: 'unknown-product', line: 2, column: 10, endLine: 2, endColumn: 14 })
  const first = await read('\ufeffnam: a\r\n')
  t.like(
    first.diagnostics.find(({ code }) => code === 'unknown-key'),
    { line: 1, column: 1, endColumn: 4 },
  )
})

test('bytes that are not UTF-8 and characters that cannot be printed are reported where they stand', async (t) => {
  await wrong(t, 'name: a«\ufffd»\nproduct: cm«\u0007»cb\n', ['invalid-utf8', 'unprintable-character'])
  await wrong(t, 'name: a«\ud800»\n', ['unprintable-character'])
})

test('nesting without end is refused at a limit', async (t) => {
  for (const text of [
    '['.repeat(50_000),
    '- '.repeat(20_000),
    `a: ${'{a: '.repeat(200)}1${'}'.repeat(200)}`,
    `a: ${'['.repeat(150)}${']'.repeat(150)}`,
  ]) {
    const { diagnostics, estate } = await read(text)
    t.is(estate, null)
    t.true(diagnostics.some(({ code }) => code === 'too-deep'))
  }
})

test('names that JavaScript treats as special are ordinary names', async (t) => {
  const estate = await readGood(
    t,
    'name: a\nproduct: cmcb\nsites: { __proto__: { type: primary }, constructor: { type: primary } }\nhosts: { toString: { addresses: [10.0.0.1], site: __proto__ } }\n',
  )
  t.deepEqual([...estate.sites.keys()], ['__proto__', 'constructor'])
  t.is(estate.hosts.get('tostring')?.site, '__proto__')
  await wrong(t, 'name: a\nproduct: cmcb\n«__proto__»: 1\n«constructor»: 2\n', ['unknown-key', 'unknown-key'])
})

test('a date needs no quotes', async (t) => {
  const estate = await readGood(
    t,
    'name: a\nproduct: cmcb\nhosts: { a: { addresses: [10.0.0.1] } }\nflows:\n  - { name: f, from: any, to: a, protocol: tcp, ports: 443, expires: 2027-12-31 }\n',
  )
  t.is(estate.flows[0]?.expires, '2027-12-31')
})
