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
  const { diagnostics } = await read(wrongHosts(20_000))
  t.deepEqual(codes(diagnostics), { 'unknown-key': 1000, 'too-many-diagnostics': 1 })
  t.like(diagnostics.at(-1), {
    message: '19,000 more errors are not shown.',
    hint: 'Mend these first, then run again.',
    line: 1003,
  })
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
