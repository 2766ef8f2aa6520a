// SPDX-License-Identifier: MIT
import test from 'ava'
import { read } from './support/read.ts'

const HEAD = 'name: a\nproduct: cmcb\n'
const wrongHosts = (count: number): string =>
  `${HEAD}hosts:\n${Array.from({ length: count }, (_, host) => `  h${host}: { addresses: [10.0.${host >> 8}.${host & 255}], rols: [] }\n`).join('')}`
const codes = (diagnostics: readonly { readonly code: string }[]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(Object.groupBy(diagnostics, ({ code }) => code)).map(([code, found]) => [code, found?.length ?? 0]),
  )

test('a thousand errors are all shown, each at its place', async (t) => {
  const { diagnostics } = await read(wrongHosts(1000))
  t.deepEqual(codes(diagnostics), { 'unknown-key': 1000 })
  t.like(diagnostics.at(-1), { line: 1003, column: 36 })
})

test('of more errors the first thousand are shown, and how many follow', async (t) => {
  for (const [hosts, message] of [
    [1001, 'At least 1 more error is not shown.'],
    [9_999, 'At least 8,999 more errors are not shown.'],
    [12_000, 'At least 9,000 more errors are not shown.'],
  ] as const) {
    const { diagnostics } = await read(wrongHosts(hosts))
    t.deepEqual(codes(diagnostics), { 'unknown-key': 1000, 'too-many-diagnostics': 1 })
    t.like(diagnostics.at(-1), { message, hint: 'Mend these first, then run again.', line: 1003 })
  }
})

test('mistakes of meaning are counted to ten thousand, and the first thousand are shown at their places', async (t) => {
  const hosts = (count: number): string =>
    `${HEAD}hosts:\n${Array.from({ length: count }, (_, host) => `  h${host}: { addresses: [10.0.0.${1000 + host}] }\n`).join('')}`
  for (const [count, message] of [
    [1001, '1 more error is not shown.'],
    [11_000, 'At least 9,000 more errors are not shown.'],
  ] as const) {
    const { diagnostics } = await read(hosts(count))
    t.deepEqual(codes(diagnostics), { 'invalid-address': 1000, 'too-many-diagnostics': 1 })
    t.like(diagnostics.at(999), { line: 1003, column: 23 })
    t.is(diagnostics.at(-1)?.message, message)
  }
})

test('keys that stand twice are counted as other errors are, in JSON and in YAML', async (t) => {
  const twice = Array.from({ length: 1500 }, () => '"x": 1').join(', ')
  const json = await read(`{ "name": "a", "product": "cmcb", ${twice} }`, 'estate.json')
  t.is(json.diagnostics.at(-1)?.code, 'too-many-diagnostics')
  t.is(json.diagnostics.length, 1001)
  const yaml = await read(`${HEAD}${'x: 1\n'.repeat(1500)}`)
  t.is(yaml.diagnostics.at(-1)?.code, 'too-many-diagnostics')
  t.is(yaml.diagnostics.length, 1001)
})

test('an error is not hidden behind warnings', async (t) => {
  const networks = Array.from({ length: 1100 }, (_, network) => `  n${network}: [10.0.0.0/7]\n`).join('')
  const { estate, diagnostics } = await read(
    `${HEAD}networks:\n${networks}hosts:\n  h: { addresses: [10.0.0.1], rols: [] }\n`,
  )
  t.is(estate, null)
  t.true(diagnostics.some(({ code }) => code === 'unknown-key'))
  t.false(diagnostics.some(({ code }) => code === 'too-many-diagnostics'))
})

test('a text of twelve megabytes in JSON is read like any other', async (t) => {
  const { diagnostics } = await read(`{ "name": "a", "product": "cmcb", "x": "${'ä\\n'.repeat(3e6)}" }`, 'estate.json')
  t.deepEqual(
    diagnostics.map(({ code }) => code),
    ['unknown-key'],
  )
})

test('nesting without end is refused at the first level that is too deep', async (t) => {
  for (const [text, path] of [
    [`a: ${'['.repeat(200_000)}`, 'estate.yaml'],
    [`a: ${'{b: '.repeat(200_000)}`, 'estate.yaml'],
    [`{"a": ${'['.repeat(200_000)}`, 'estate.json'],
  ] as const) {
    const { diagnostics } = await read(text, path)
    t.deepEqual(
      diagnostics.map(({ code, line }) => [code, line]),
      [['too-deep', 1]],
      text.slice(0, 10),
    )
  }
})

test('a file with more values than any estate has is refused before it is read', async (t) => {
  for (const [text, path] of [
    [`[${'[],'.repeat(2_600_000)}1]`, 'estate.json'],
    [`${HEAD}x:\n${'- 1\n'.repeat(5_100_000)}`, 'estate.yaml'],
    [`export default [${'1,'.repeat(5_100_000)}]`, 'estate.ts'],
  ] as const) {
    const { diagnostics } = await read(text, path)
    t.deepEqual(
      diagnostics.map(({ code, line, column }) => [code, line, column]),
      [['file-too-large', 1, 1]],
      path,
    )
  }
})

test('a number that JavaScript would round is shown as it stands', async (t) => {
  const number = '12345678901234567890'
  const flow = (ports: string): string =>
    `flows:\n  - { name: x, from: any, to: any, protocol: tcp, ports: ${ports} }\n`
  for (const [text, path] of [
    [HEAD + flow(number), 'estate.yaml'],
    [HEAD + flow(`+${number}`), 'estate.yaml'],
    [HEAD + flow(`&p ${number}`), 'estate.yaml'],
    [`{ "name": "a", "product": "cmcb", "flows": [{ "name": "x", "ports": ${number} }] }`, 'estate.json'],
    [`export default { name: 'a', product: 'cmcb', flows: [{ name: 'x', ports: ${number} }] }`, 'estate.ts'],
    [
      `export default { name: 'a', product: 'cmcb', flows: [{ name: 'x', ports: 12_345_678_901_234_567_890 }] }`,
      'estate.ts',
    ],
  ] as const) {
    const found = (await read(text, path)).diagnostics.find(({ code }) => code === 'number-too-large')
    t.is(found?.message, `${number} is larger than any number of an estate.`, `${path} ${text}`)
  }
  const asText = (await read(`name: ${number}\nproduct: cmcb\n`)).diagnostics[0]
  t.like(asText, { code: 'wrong-type', message: 'Here stands a number; expected is text.', hint: 'Put it in quotes.' })
})

test('a text that would cost the library its memory is refused at the word that is too much', async (t) => {
  const long = 100_000
  for (const [text, code, line, column] of [
    [`${HEAD}a: ${'{ b: '.repeat(long)}`, 'too-deep', 3, 5 * 99 + 4],
    [`${HEAD}a: &a 1\nb: [${'*a,'.repeat(1_100_000)}1]\n`, 'alias-limit', 4, 3 * 1_000_000 + 5],
    ['- '.repeat(long), 'too-deep', 1, 2 * 100 + 1],
    ['? '.repeat(long), 'too-deep', 1, 2 * 100 + 1],
    ['a: b: '.repeat(long), 'too-deep', 1, 302],
    [`${HEAD}a: !!str 1\n${'# \n'.repeat(2_100_000)}`, 'file-too-large', 1, 1],
    [`${HEAD}---\n`.repeat(long), 'several-documents', 3, 1],
  ] as const) {
    const { diagnostics } = await read(text)
    t.deepEqual(
      diagnostics.map((one) => [one.code, one.line, one.column]),
      [[code, line, column]],
    )
  }
})

test('a tab is one mistake, wherever it stands', async (t) => {
  const host = 'hosts:\n  h:\n    addresses: [10.0.0.1]\n    roles: [site-server]\n'
  for (const [from, to] of [
    ['  h:', '\th:'],
    ['    addresses', '\taddresses'],
    ['    roles', '\troles'],
    ['    roles', '  \troles'],
  ] as const) {
    const text = HEAD + host.replace(from, to)
    const { diagnostics } = await read(text)
    const line = text.slice(0, text.indexOf('\t')).split('\n').length
    t.deepEqual(
      diagnostics.map((one) => [one.code, one.line]),
      [['yaml-tab', line]],
      JSON.stringify(to),
    )
  }
})

test('what is no indicator to YAML is not counted as one', async (t) => {
  const brackets = '[{-*?:'.repeat(20_000)
  const { diagnostics } = await read(
    `${HEAD}a: &a "${brackets}"\nb: '${brackets}'\nc: |\n  ${brackets}\nd: x${brackets}x\n`,
  )
  t.deepEqual(new Set(diagnostics.map(({ code }) => code)), new Set(['unknown-key']))
  t.is(diagnostics.length, 4)
})

test('a carriage return alone is told once, at its place; mixed line ends count as an editor counts', async (t) => {
  const alone = await read('name: a\rproduct: cmcb\r')
  t.deepEqual(
    alone.diagnostics.map(({ code, line, column }) => [code, line, column]),
    [['lone-carriage-return', 1, 8]],
  )
  const lines = ['name: a', 'product: cmcb', 'hosts:', '  h:', '    addresses: [10.0.0.1]', '    rols: [😀]']
  for (const ends of [['\n'], ['\r\n'], ['\r\n', '\n'], ['\n', '\n', '\r\n']])
    for (const mark of ['', '\ufeff']) {
      const { diagnostics } = await read(mark + lines.map((one, at) => one + ends[at % ends.length]).join(''))
      t.like(diagnostics[0], { code: 'unknown-key', line: 6, column: 5, endLine: 6, endColumn: 9 })
    }
})

test('a number of ten million digits is told as any other', async (t) => {
  const digits = '1'.repeat(10_000_000)
  for (const [text, path] of [
    [`${HEAD}flows:\n  - { name: x, from: any, to: any, protocol: tcp, ports: ${digits} }\n`, 'estate.yaml'],
    [`{ "name": "a", "product": "cmcb", "flows": [{ "name": "x", "ports": ${digits} }] }`, 'estate.json'],
  ] as const) {
    const found = (await read(text, path)).diagnostics.find(({ code }) => code === 'number-too-large')
    t.is(found?.message, `${'1'.repeat(60)}… is larger than any number of an estate.`, path)
  }
})

test('in a long file the entries that are no plain YAML are read by themselves, right or wrong', async (t) => {
  const host = (at: number, roles: string): string =>
    `  h${at}.contoso.test: { addresses: [10.0.${at >> 8}.${at & 255}], site: PS1, roles: ${roles} }\n`
  const text = (odd: (at: number) => string | null): string =>
    `${HEAD}sites: { PS1: { type: primary } }\nhosts:\n${Array.from({ length: 3000 }, (_, at) => odd(at) ?? host(at, '[distribution-point]')).join('')}`
  const places = async (estate: string) =>
    (await read(estate)).diagnostics
      .filter(({ severity }) => severity === 'error')
      .map(({ code, line, column }) => [code, line, column])
  t.true(text(() => null).length > 200_000)
  t.deepEqual(await places(text(() => null)), [])
  t.deepEqual(await places(text((at) => (at === 7 ? host(at, '["distribution-\\u0070oint"]') : null))), [])
  const folded = '  h7.contoso.test:\n    addresses: [10.0.0.7]\n    site: PS1\n    roles: >-\n      nothing\n'
  t.deepEqual(await places(text((at) => (at === 7 ? folded : null))), [['wrong-type', 15, 12]])
  const broken = (at: number): string | null => (at === 3 || at === 2999 ? host(at, '[}]') : null)
  t.deepEqual(await places(text(broken)), [
    ['yaml-syntax', 8, 64],
    ['yaml-syntax', 8, 67],
    ['yaml-syntax', 3004, 70],
    ['yaml-syntax', 3004, 73],
  ])
  const many = (await read(text((at) => host(at, '[}]')))).diagnostics
  t.is(many.length, 1001)
  t.is(many.at(-1)?.message, 'At least 2 more errors are not shown.')
})
