// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import type { Path } from '../../src/estate/problem.ts'
import { type Data, isMap } from '../../src/estate/source/data.ts'
import { parsePlainYaml } from '../../src/estate/source/parse-plain-yaml.ts'
import type { ReadPiece } from '../../src/estate/source/plain-yaml-cursor.ts'
import { readPiece } from '../../src/estate/source/plain-yaml-piece.ts'
import { readFullYaml } from '../../src/estate/source/read-full-yaml.ts'
import { readPlainYaml } from '../../src/estate/source/read-plain-yaml.ts'
import { starterEstate } from '../../src/estate/starter-estate.ts'
import { inTurn } from '../support/in-turn.ts'
import { samples } from '../support/samples.ts'

/** Each takes seconds. */
const scenario = inTurn(test, 2)

const pathsOf = (data: Data, path: Path = []): readonly Path[] => {
  if (Array.isArray(data)) return [path, ...data.flatMap((item: Data, index) => pathsOf(item, [...path, index]))]
  if (!isMap(data)) return [path]
  return [path, ...Object.keys(data).flatMap((key) => pathsOf(data[key] as Data, [...path, key]))]
}

/** What the quick reader takes, the library has to read as the same data at the same places, and say the same of keys that stand twice. */
const agrees = (text: string, piece: ReadPiece | null = null): string | null => {
  const quick = readPlainYaml('a.yaml', text, piece)
  if (quick === null) return null
  const full = readFullYaml('a.yaml', text)
  // Of a text in pieces the library says what is wrong with each; in one go it may stop at the first.
  if (quick.data === undefined)
    return full.diagnostics.length > 0 ? null : `the library says nothing of ${JSON.stringify(text)}`
  if (JSON.stringify(quick.diagnostics) !== JSON.stringify(full.diagnostics))
    return `${JSON.stringify(quick.diagnostics)} is not ${JSON.stringify(full.diagnostics)} of ${JSON.stringify(text)}`
  if (JSON.stringify(quick.data) !== JSON.stringify(full.data))
    return `${JSON.stringify(quick.data)} is not ${JSON.stringify(full.data)}`
  for (const path of pathsOf(quick.data as Data))
    for (const on of ['key', 'value'] as const) {
      const [one, other] = [quick.locate(path, on), full.locate(path, on)]
      // Nothing stands nowhere in particular.
      if (one.line === one.endLine && one.column === one.endColumn) continue
      if (JSON.stringify(one) !== JSON.stringify(other))
        return `${JSON.stringify(text)}: ${path.join('.')} ${on} is at ${JSON.stringify(one)}, not ${JSON.stringify(other)}`
    }
  return null
}

const EXAMPLES: readonly string[] = [
  'a: 1\n',
  'a:\n  b: [1, 2, x y, "q", \'r\']\n  c: { d: e, f: { g: h } }\n',
  'a:\n- b\n- c: 1\n  d: 2\n-\n  e: 3\nf:\n',
  'a: [\n    1, # one\n    2\n  ]\n',
  'a: {b: 1}# no comment\n',
  'a: [2001:db8::/48, ::1]\n',
  'a: fe80::1\n',
  'a: b #c\nd: e#f\n# g\n',
  'a: -1\nb: 1.5\nc: 1e3\nd: True\ne: 0x10\nf: ~\ng: null\n',
  'a: one\n  two\n',
  'a: [b: c]\n',
  'a: {b}\n',
  'a: [a, , b]\n',
  'a: b: c\n',
  '- a\n-b\n',
  '- - a\n',
  'a: "x" y\n',
  'a : 1\n',
  '"a": 1\n',
  'a:\r\n  b: 1\r\n',
  'a: 1\n---\nb: 2\n',
  'a: it\'s "fine"\n',
  'a: x -> y 443/tcp\n',
  '  a: 1\n  b: 2\n',
  'a: 1\n b: 2\n',
  'a:\n    b: 1\n  c: 2\n',
  'a: [1,\n2]\n',
  '---\na: 1\n',
  '# c\n\n--- # d\n# e\na: 1\n',
  '---\n---\na: 1\n',
  '--- a: 1\n',
  '---\n...\n',
  'a: [1, 2,]\n',
  'a:\n\n\n  b: 1\n\n',
  'a:\n  - x: 1\n    y:\n      - z\n  - w\nb: 2\n',
]

/** Keys that stand twice, and `<<`: these the quick reader takes itself, with what else is in the text. */
const TWICE: readonly string[] = [
  'a: 1\nb: 2\na: 3\n',
  'a: { b: 1, "b": 2, c: [{ d: 1, d: 2, d: 3 }] }\n',
  '- a: 1\n  a: { x: 1, x: 2 }\n- a: 2\n',
  'a:\n  b:\na:\n  c: 1\n  c:\n  - d\n',
  "'a': &x { b: 1, b: 2 }\na: *x\nc: *x\r\na: 1\r\n",
  'a: &x {b: 1}\nc: { <<: *x, d: 2 }\ne:\n  <<: *x\n  b: 2\n  <<: *x\nf: *x\n',
  'a: { "<<": 1, <<: 2 }\nb: { <<: 1, "<<": 2, <<: 3 }\n',
  '- <<: 1\n- <<:\n    a: 1\n  <<: 2\n- { <<: { <<: 1, <<: 2 } }\n',
  '<<: 1\na: 2\n<<: 3\n',
  '001: a\n001: b\ntrue: c\ntrue: d\n',
]

/** Names of values and what repeats them: these the quick reader takes itself. */
const ANCHORED: readonly string[] = [
  'a: &x [1, 2]\nb: *x\nc: { d: *x, e: [*x, *x] }\n',
  'a: &x\n  b: &y 1\n  c: [*y]\nd: *x\n',
  'a:\n  - &x b\n  - &y { c: *x }\n  - *y\n  - &z\n    d: 1\n  - *z\n',
  'a: [&x 1, &y [*x], *y, &z "q"]\nb: *z # c\n',
  'a: &x 1\nb: *x\nc: &x 2\nd: *x\n',
  'a: &x # c\n  b: 1\nc: *x\n',
  'a: &x {b: 1}\r\nc: *x\r\n',
]

/** These it leaves to the library, right or wrong. */
const NOT_ANCHORED: readonly string[] = [
  'a: *x\n',
  'a: &x [*x]\n',
  'a: &x 1\nb: &x [*x]\n',
  'a: &x\nb: *x\n',
  'a: &x\n- 1\nb: *x\n',
  '- &x a: 1\n- *x\n',
  '- &x a: 1\n  b: 2\n',
  'a: &x 1\n*x : 2\n',
  'a: &x 1\nb: { *x : 2 }\n',
  'a: &x 1\nb: [*x: 2]\n',
  'a: &x &y 1\n',
  'a: &x 1\nb: &y *x\n',
  'a: &x 1\nb: *x c\n',
  'a: &x 1\nb: *x\n  c\n',
  'a: &x.y 1\nb: *x.y\n',
  'a: &x, 1\n',
  'a: [&x, 1]\n',
  '&x a: 1\nb: *x\n',
  '&x\na: 1\n',
]

test('the quick YAML reader and the library agree on ordinary files', (t) => {
  for (const text of [...EXAMPLES, starterEstate()]) {
    t.is(agrees(text), null)
    t.is(agrees(text, readPiece), null)
  }
})

test('the quick YAML reader takes anchors and aliases of values, as the library does', (t) => {
  for (const text of ANCHORED) {
    t.is(agrees(text), null)
    t.not(parsePlainYaml(text), null, text)
  }
  for (const text of NOT_ANCHORED) {
    t.is(agrees(text), null)
    t.is(agrees(text, readPiece), null)
    t.is(parsePlainYaml(text), null, text)
  }
})

test('keys that stand twice and merge keys are found by the quick YAML reader, as the library finds them', (t) => {
  for (const text of TWICE) {
    t.is(agrees(text), null)
    t.is(agrees(`${FRAME}${text}`, readPiece), null)
    t.true((readPlainYaml('a.yaml', text)?.diagnostics.length ?? 0) > 0, text)
  }
  const many = Array.from({ length: 1700 }, (_, at) => `k${at % 300}: ${at}\n`).join('')
  t.is(agrees(many), null)
  t.is(readPlainYaml('a.yaml', many)?.unseen, 400)
  t.is(readFullYaml('a.yaml', many).unseen, 400)
})

test('a mistake within what is read once more, because more of it is wrong, is told once', (t) => {
  for (const [text, count] of [
    ['outer:\n  bad: { a: 1 b: 2 }\n  ok: 1\n  foo\nlast: 1\n', 2],
    ['outer:\n  in:\n    bad: "x" y\n    foo\n  bad: "x" y\n  ok: 1\n  ? foo\nlast: 1\n', 3],
  ] as const) {
    const [quick, full] = [
      readPlainYaml('a.yaml', `${FRAME}${text}`, readPiece),
      readFullYaml('a.yaml', `${FRAME}${text}`),
    ]
    t.is(full.diagnostics.length, count)
    t.deepEqual(quick?.diagnostics, full.diagnostics)
  }
})

test('the starter estate is plain YAML', (t) => {
  t.not(parsePlainYaml(starterEstate()), null)
})

const piece = fc.constantFrom(
  'a',
  'b',
  'key',
  ': ',
  ':',
  '- ',
  '-',
  '\n',
  '\n  ',
  '\n    ',
  '\n- ',
  '[',
  ']',
  '{',
  '}',
  ', ',
  ',',
  ' ',
  '#',
  ' # c',
  '"x"',
  "'y'",
  '10.0.0.1',
  '::1',
  '1',
  'true',
  '~',
  '&a',
  '&a ',
  '*a',
  '|',
  '>',
  '?',
  '!x',
  '<<',
  '\r\n',
  '\t',
  '-1',
  '1.5',
  'null',
  '"',
  "'",
  '%',
  '---',
  '---\n',
  '...',
  '.',
  '/',
  '(',
  ')',
  '@',
  '=',
  '+',
  'é',
)

scenario('the quick YAML reader never takes a text that the library reads otherwise', (t) => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      const difference = agrees(pieces.join('')) ?? agrees(pieces.join(''), readPiece)
      if (difference !== null) throw new Error(difference)
    }),
    { numRuns: samples(8_000), includeErrorInReport: true },
  )
  t.pass()
})

/** Plain entries around one that is not, which is less than half of the text then. */
const FRAME = `first: 1\nsecond: { a: [b, c] }\n${Array.from({ length: 40 }, (_, at) => `x${at}: y\n`).join('')}`

const word = fc.constantFrom(
  'a',
  'b c',
  'd',
  '10.0.0.1',
  '2001:db8::/32',
  'true',
  '443',
  '"q"',
  "'r s'",
  'x/y',
  '',
  '-5',
)
const line = fc.tuple(
  fc.nat(3),
  fc.constantFrom('', '- ', '- - '),
  fc.constantFrom('', 'k: ', 'l: ', 'm: ', 'k:', '<<: '),
  word,
  fc.constantFrom('', ' # c', ', ', ']', '}'),
  fc.constantFrom('', '[', '{'),
)

scenario('it agrees on texts made of lines as well', (t) => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 7 }), (lines) => {
      const text = lines
        .map(([depth, dash, key, value, end, open]) => `${'  '.repeat(depth)}${dash}${key}${open}${value}${end}\n`)
        .join('')
      const difference = agrees(text) ?? agrees(`${FRAME}${text}`, readPiece)
      if (difference !== null) throw new Error(difference)
    }),
    { numRuns: samples(5_000), includeErrorInReport: true },
  )
  t.pass()
})
