// SPDX-License-Identifier: MIT
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import test, { type ExecutionContext } from 'ava'
import type { HiveKey } from '../../../src/formats/regf/hive-key.ts'
import { readHive } from '../../../src/formats/regf/read-hive.ts'
import { writeHive } from '../../../src/formats/regf/write-hive.ts'
import { corpus } from '../../support/corpus.ts'
import { runTool, xmlValues } from './hive-tools.ts'
import { plainTree } from './hive-tree.ts'

const hive = (t: ExecutionContext, name: string): HiveKey | null => {
  const path = corpus(t, `hive/${name}`)
  if (path === null) return null
  const bytes = name.endsWith('.xz')
    ? execFileSync('xz', ['-dc', path], { maxBuffer: 256 * 1024 * 1024 })
    : readFileSync(path)
  const { root, faults } = readHive(bytes)
  t.deepEqual(faults, [])
  return root
}

test('a hive of nothing but its root', (t) => {
  const root = hive(t, 'minimal')
  if (root !== null) t.deepEqual([root.values.length, root.subkeys.length], [0, 0])
})

test('names with a NUL, with letters of Latin-1 and beyond it', (t) => {
  const root = hive(t, 'special')
  if (root === null) return
  t.deepEqual(
    root.subkeys.map(({ name, values }) => [name, values.map((value) => value.name)]),
    [
      ['abcd_äöüß', ['abcd_äöüß']],
      ['weird™', ['symbols $£₤₧€']],
      ['zero\0key', ['zero\0val']],
    ],
  )
})

test('values of every length around a cell', (t) => {
  const root = hive(t, 'rlenvalue_test_hive')
  if (root === null) return
  t.deepEqual(
    root.subkeys[0]?.values.map(({ name, data }) => [name, data.length]),
    [3, 16, 30, 31, 32, 33].map((length) => [`${length}Bytes`, length]),
  )
})

test('a SYSTEM hive of Windows 7 is read as hivexml reads it, and comes back whole when written', (t) => {
  const root = hive(t, 'win7-SYSTEM.xz')
  if (root === null) return
  let keys = 0
  let values = 0
  let large = 0
  const count = (key: HiveKey): void => {
    keys++
    values += key.values.length
    large += key.values.filter(({ data }) => data.length > 16_344).length
    for (const subkey of key.subkeys) count(subkey)
  }
  count(root)
  t.is(large, 8)
  const again = readHive(writeHive(root))
  t.deepEqual(again.faults, [])
  t.is(JSON.stringify(again.root && plainTree(again.root)), JSON.stringify(plainTree(root)))
  const run = runTool(t, 'hivexml', writeHive(root))
  if (run === null) return
  t.is(run.stderr, '')
  t.is(xmlValues(run.stdout).length, values)
  t.is([...run.stdout.matchAll(/<node /g)].length, keys)
})
