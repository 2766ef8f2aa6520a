// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { checkHiveKey } from '../../../src/formats/regf/check-hive-key.ts'
import { readHive } from '../../../src/formats/regf/read-hive.ts'
import { writeHive } from '../../../src/formats/regf/write-hive.ts'
import { samples } from '../../support/samples.ts'
import { arbitraryTree, key, plainTree, sortedKey, text } from './hive-tree.ts'

test('any tree that a hive can hold comes back, its subkeys in the order of Windows', (t) => {
  fc.assert(
    fc.property(arbitraryTree, (tree) => {
      if (checkHiveKey(tree) !== null) throw new Error(`refused: ${checkHiveKey(tree)}`)
      const { root, dirty, faults } = readHive(writeHive(tree))
      if (root === null || dirty || faults.length > 0) throw new Error(JSON.stringify(faults))
      if (JSON.stringify(plainTree(root)) !== JSON.stringify(plainTree(sortedKey(tree))))
        throw new Error('another tree')
    }),
    { numRuns: samples(50) },
  )
  t.pass()
})

test('five thousand subkeys and five thousand values come back', (t) => {
  const names = Array.from({ length: 5_000 }, (_, i) => `k${String(i).padStart(5, '0')}`)
  const tree = key(
    'r',
    names.map((name) => text(name, `${name} ${name}`)),
    names.map((name) => key(name, [])),
  )
  const { root, faults } = readHive(writeHive(tree))
  t.deepEqual(faults, [])
  t.deepEqual(root && plainTree(root), plainTree(tree))
})

test('five hundred and twelve levels are written, one more is refused', (t) => {
  const deep = (levels: number) => {
    let tree = key('k', [])
    for (let i = 1; i < levels; i++) tree = key('k', [], [tree])
    return tree
  }
  t.is(checkHiveKey(deep(512)), null)
  t.deepEqual(readHive(writeHive(deep(512))).faults, [])
  t.is(checkHiveKey(deep(513)), '"k": a hive has at most 512 levels'.replace('"k": ', ''))
})

test('names that Windows takes for one are refused, and so are names that no key has', (t) => {
  t.regex(checkHiveKey(key('r', [], [key('É', []), key('é', [])])) ?? '', /two subkeys/)
  t.regex(checkHiveKey(key('r', [text('A', ''), text('a', '')])) ?? '', /two values/)
  t.regex(checkHiveKey(key('r', [], [key('a\\b', [])])) ?? '', /backslash/)
  t.regex(checkHiveKey(key('', [])) ?? '', /1 to 255/)
  t.is(checkHiveKey(key('r', [], [key('µ', []), key('Μ', []), key('ı', []), key('I', [])])), null)
})
