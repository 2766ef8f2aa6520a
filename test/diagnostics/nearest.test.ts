// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { nearest } from '../../src/diagnostics/nearest.ts'
import { samples } from '../support/samples.ts'

const ROLES = [
  'site-server',
  'site-system',
  'sql-server',
  'management-point',
  'distribution-point',
  'client',
  'console',
]

const CASES: readonly (readonly [word: string, known: readonly string[], expected: string | null])[] = [
  ['site-servr', ROLES, 'site-server'],
  ['stie-server', ROLES, 'site-server'],
  ['Site Server', ROLES, 'site-server'],
  ['managementPoint', ROLES, 'management-point'],
  ['management_point', ROLES, 'management-point'],
  ['clinet', ROLES, 'client'],
  ['printer', ROLES, null],
  ['ps1', ['CAS', 'PS1', 'PS2'], 'PS1'],
  ['x', ['y'], 'y'],
  ['', ['a'], 'a'],
  ['a', [], null],
  ['x'.repeat(1000), ROLES, null],
]

for (const [word, known, expected] of CASES)
  test(`the word nearest to “${word.slice(0, 20)}” is ${expected ?? 'none'}${known.length === 0 ? ' of none' : ''}`, (t) => {
    t.is(nearest(word, known), expected)
  })

test('a known word is nearest to itself', (t) => {
  fc.assert(fc.property(fc.constantFrom(...ROLES), (word) => nearest(word, ROLES) === word))
  t.pass()
})

/** By the whole table, without a limit. */
const distance = (a: string, b: string): number => {
  const table = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => i || j))
  const at = (i: number, j: number): number => table[i]?.[j] as number
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : Infinity
      const row = table[i] as number[]
      row[j] =
        i === 0
          ? j
          : Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1), swap)
    }
  return at(a.length, b.length)
}

test('the nearest word is the one of the smallest distance, up to a third of the letters', (t) => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 14 })
  fc.assert(
    fc.property(word, fc.array(word, { maxLength: 6 }), (wanted, known) => {
      const found = nearest(wanted, known)
      const distances = known.map((one) => distance(wanted, one))
      const least = Math.min(Infinity, ...distances)
      const limit = Math.max(1, Math.floor(wanted.length / 3))
      return least > limit ? found === null : found === known[distances.indexOf(least)]
    }),
    { numRuns: samples(500) },
  )
  t.pass()
})
