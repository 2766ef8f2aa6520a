// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { nearest } from '../../src/diagnostics/nearest.ts'

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
