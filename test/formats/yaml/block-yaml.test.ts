// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { parse } from 'yaml'
import { readBlockYaml } from '../../../src/formats/yaml/read-block-yaml.ts'
import { type BlockYaml, writeBlockYaml } from '../../../src/formats/yaml/write-block-yaml.ts'
import { writeAnyYaml } from '../../../src/targets/dsc/write-document.ts'
import { samples } from '../../support/samples.ts'

const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(...'ab-: #\'"[]{},.\\/*&!%@yno1e~|>?\t\né\u200b'), maxLength: 12 }),
  fc.constantFrom('true', 'null', 'No', 'Off', '-', 'a-', 'a -b', '0x1', '1e3', '.inf', "it's", 'a: b', 'a #b', '---'),
)
const key = fc.constantFrom('$schema', 'name', 'type', 'rules', 'A', 'b_c')
const { value } = fc.letrec<{ value: BlockYaml }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.integer(),
    fc.bigInt({ min: 0n, max: 2n ** 64n }),
    fc.boolean(),
    fc.array(fc.oneof(text, fc.dictionary(key, tie('value'), { maxKeys: 4 })), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  ),
}))
const document = fc.dictionary(key, value, { minKeys: 1, maxKeys: 5 })

const library = (source: string): unknown => {
  try {
    const all: unknown = parse(source, { version: '1.2', intAsBigInt: true, logLevel: 'silent' })
    return JSON.stringify(all, (_, one: unknown) =>
      typeof one === 'bigint' && !Number.isSafeInteger(Number(one))
        ? `${one}n`
        : typeof one === 'bigint'
          ? Number(one)
          : one,
    )
  } catch {
    return 'refused'
  }
}
const own = (source: string): unknown => {
  const read = readBlockYaml(source)
  return read === null
    ? null
    : JSON.stringify(read.value, (_, one: unknown) => (typeof one === 'bigint' ? `${one}n` : one))
}

test('a document is written byte for byte as the library writes it, and read back', (t) => {
  let written = 0
  fc.assert(
    fc.property(document, (content) => {
      const bytes = writeBlockYaml([' a', ' b'], content)
      if (bytes === null) return
      written += 1
      const source = Buffer.from(bytes).toString('utf8')
      t.is(source, Buffer.from(writeAnyYaml([' a', ' b'], content)).toString('utf8'))
      t.is(own(source), library(source) as string)
    }),
    { numRuns: samples(300) },
  )
  t.true(written > 0)
})

test('what is read of a damaged document is what the library reads', (t) => {
  let read = 0
  const damage = fc.record({
    at: fc.nat(10_000),
    cut: fc.nat(3),
    put: fc.oneof(
      fc.constantFrom(
        '\n',
        ' ',
        '  ',
        '-',
        '- ',
        ':',
        ': ',
        '#',
        "'",
        '"',
        '[',
        '{',
        '|',
        '&a',
        '*a',
        '!t ',
        '\\',
        '\\x41',
        '\t',
        '---\n',
        'null',
        '1',
        '%',
      ),
      fc.string({ maxLength: 2 }),
    ),
  })
  fc.assert(
    fc.property(document, fc.array(damage, { maxLength: 4 }), (content, all) => {
      const bytes = writeBlockYaml([], content)
      if (bytes === null) return
      let source = Buffer.from(bytes).toString('utf8')
      for (const { at, cut, put } of all) {
        const place = at % (source.length + 1)
        source = source.slice(0, place) + put + source.slice(place + cut)
      }
      const mine = own(source)
      if (mine === null) return
      read += 1
      t.is(mine, library(source) as string, source)
    }),
    { numRuns: samples(1_000) },
  )
  t.true(read > 0)
})
