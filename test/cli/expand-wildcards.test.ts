// SPDX-License-Identifier: MIT
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import test from 'ava'
import { asGiven } from '../../src/cli/as-given.ts'
import { expandWildcards } from '../../src/cli/expand-wildcards.ts'
import { temporaryFolder } from '../support/command-line.ts'

test('what the shells of Windows leave to a program are files, in one order; elsewhere the shell has done it', (t) => {
  const folder = temporaryFolder(t)
  for (const name of ['a.log', 'B.LOG', 'a.log.old', 'x[1].log', 'axlog']) writeFileSync(join(folder, name), '')
  const expanded = (word: string, platform = 'win32') =>
    expandWildcards([`${folder}/${word}`], platform).map((path) => path.slice(folder.length + 1))
  t.deepEqual(expanded('*.log'), ['B.LOG', 'a.log', 'x[1].log'])
  t.deepEqual(expanded('?.log'), ['B.LOG', 'a.log'])
  t.deepEqual(expanded('a.log*'), ['a.log', 'a.log.old'])
  t.deepEqual(expanded('x[1]*'), ['x[1].log'])
  t.deepEqual(expanded('*.csv'), ['*.csv'])
  t.deepEqual(expanded('no/*.csv'), ['no/*.csv'])
  t.deepEqual(expanded('*.log', 'linux'), ['*.log'])
  const words = ['-', 'plain', '\\\\?\\C:\\x\\a.log']
  t.deepEqual(expandWildcards(words, 'win32'), words)
})

test('a path that the system tells whole is told as it was given', (t) => {
  const folder = temporaryFolder(t)
  mkdirSync(join(folder, 'in'))
  t.is(asGiven(resolve('x/a.csv'), ['b', 'x/a.csv']), 'x/a.csv')
  t.is(asGiven(resolve('x/in/a.csv'), ['x']), join('x', 'in/a.csv'))
  t.is(asGiven(join(folder, 'a'), ['x']), join(folder, 'a'))
})
