// SPDX-License-Identifier: MIT
import test from 'ava'
import { targetWords } from '../../scripts/target-words.ts'

test('the middle of the program may not decide by the name of a target', (t) => {
  for (const line of [
    "target.name === 'csv'",
    'estate.options.gpo.prefix',
    'const { wfp } = options\nconst one = { wfp: 1 }',
    'interface Options { readonly dsc?: string }',
  ])
    t.is(targetWords('compile/some.ts', line).length, 1, line)
})

test('targets name themselves, comments and imports may name them, and a word inside another is none', (t) => {
  t.deepEqual(targetWords('targets/csv/target.ts', "name: 'csv'"), [])
  for (const line of [
    '// the csv: a table',
    "import { gpoGuid } from './gpo.ts'",
    'policy.gpoGuid === csvLine(cells)',
    "'gpo, csv'",
  ])
    t.deepEqual(targetWords('rules/some.ts', line), [], line)
  t.deepEqual(targetWords('flows/some.ts', 'catalog.baseline'), [])
})
