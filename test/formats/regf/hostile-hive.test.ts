// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { baseBlockChecksum } from '../../../src/formats/regf/base-block-checksum.ts'
import { readHive } from '../../../src/formats/regf/read-hive.ts'
import { writeHive } from '../../../src/formats/regf/write-hive.ts'
import { samples } from '../../support/samples.ts'
import { arbitraryTree, dword, key, plainTree, text } from './hive-tree.ts'

const TREE = key('r', [dword('one', 1), text('two', 'twice')], [key('a', []), key('b', [], [key('c', [])])])
/** Offsets in the file of the records that the tests damage. */
const ROOT = 4096 + 0x20 + 4

const damaged = (change: (hive: Buffer) => void): Buffer => {
  const hive = Buffer.from(writeHive(TREE))
  change(hive)
  hive.writeUInt32LE(baseBlockChecksum(hive), 508)
  return hive
}
const reasons = (hive: Uint8Array): readonly string[] => readHive(hive).faults.map(({ reason }) => reason)
const find = (hive: Buffer, record: string, name: string): number => {
  const skip = record === 'nk' ? 76 : 20
  for (let at = hive.indexOf(record, 4096, 'latin1'); at >= 0; at = hive.indexOf(record, at + 1, 'latin1'))
    if (hive.toString('latin1', at + skip, at + skip + name.length) === name) return at
  throw new Error(name)
}

test('what is no hive is told at its first bytes', (t) => {
  t.deepEqual(readHive(new Uint8Array()).faults, [
    { offset: 0, reason: 'not a registry hive: the signature regf is missing' },
  ])
  t.deepEqual(readHive(Buffer.from('regf')).faults, [{ offset: 4, reason: 'the file ends inside the base block' }])
  t.deepEqual(reasons(damaged((hive) => hive.writeUInt32LE(2, 20))), ['version 2.5 of the format is unknown'])
  t.deepEqual(reasons(damaged((hive) => hive.writeUInt32LE(6, 28))), ['a transaction log, not a hive'])
})

test('a hive whose sequence numbers differ is read with a note', (t) => {
  const { root, dirty, faults } = readHive(damaged((hive) => hive.writeUInt32LE(2, 4)))
  t.true(dirty)
  t.deepEqual(faults, [])
  t.deepEqual(root && plainTree(root), plainTree(TREE))
})

test('a wrong checksum is a fault, and everything is still read', (t) => {
  const hive = Buffer.from(writeHive(TREE))
  hive[510] = (hive[510] as number) ^ 1
  const { root, faults } = readHive(hive)
  t.deepEqual(faults, [{ offset: 508, reason: 'the checksum is wrong' }])
  t.deepEqual(root && plainTree(root), plainTree(TREE))
})

test('a root key outside of the file leaves nothing to read', (t) => {
  for (const offset of [0xffff_fff8, 0x7fff_fff8, 0x21, 0]) {
    const { root, faults } = readHive(damaged((hive) => hive.writeUInt32LE(offset, 36)))
    t.is(root, null)
    t.is(faults[0]?.offset, 36)
  }
})

test('a key that lists itself or its parent is a fault, not a loop', (t) => {
  const hive = damaged((bytes) => {
    const b = find(bytes, 'nk', 'b')
    const list = 4096 + bytes.readUInt32LE(b + 28) + 4
    bytes.writeUInt32LE(0x20, list + 4)
  })
  const { root, faults } = readHive(hive)
  t.deepEqual(
    faults.map(({ reason }) => reason),
    ['no cell at 0x20 that is free to be nk'],
  )
  t.is(root?.subkeys.length, 2)
})

test('two keys with one list, and two values with one cell of data, are faults', (t) => {
  t.true(
    reasons(
      damaged((hive) => {
        const c = find(hive, 'nk', 'c')
        hive.writeUInt32LE(1, c + 20)
        hive.writeUInt32LE(hive.readUInt32LE(find(hive, 'nk', 'b') + 28), c + 28)
      }),
    ).some((reason) => /no list of subkeys/.test(reason)),
  )
  t.true(
    reasons(
      damaged((hive) => {
        const one = find(hive, 'vk', 'one')
        hive.writeUInt32LE(12, one + 4)
        hive.writeUInt32LE(hive.readUInt32LE(find(hive, 'vk', 'two') + 8), one + 8)
      }),
    ).some((reason) => /free to be data/.test(reason)),
  )
})

test('huge counts and sizes are held against the cell, not believed', (t) => {
  t.deepEqual(reasons(damaged((hive) => hive.writeUInt32LE(0xffff_ffff, ROOT + 36))), ['no list of 4294967295 values'])
  t.deepEqual(reasons(damaged((hive) => hive.writeUInt32LE(0xffff_ffff, ROOT + 20))), [
    '4294967295 subkeys, but 2 in the list',
  ])
  t.deepEqual(reasons(damaged((hive) => hive.writeUInt32LE(0x7fff_ffff, find(hive, 'vk', 'two') + 4))), [
    '2147483647 bytes of data in a cell of 12',
  ])
  t.deepEqual(reasons(damaged((hive) => hive.writeUInt32LE(0x8000_0005, find(hive, 'vk', 'one') + 4))), [
    '5 bytes of data cannot stand in the value itself',
  ])
  t.deepEqual(reasons(damaged((hive) => hive.writeUInt16LE(0xffff, ROOT + 72))), ['a key name is longer than its cell'])
  t.deepEqual(reasons(damaged((hive) => hive.writeUInt16LE(0xffff, find(hive, 'vk', 'one') + 2))), [
    'a value name is longer than its cell',
  ])
  t.deepEqual(
    reasons(damaged((hive) => hive.writeUInt16LE(0xffff, 4096 + hive.readUInt32LE(ROOT + 28) + 6)))[0],
    'a list of subkeys is longer than its cell',
  )
})

test('a cell of size zero, of odd size or beyond its bin is passed over', (t) => {
  for (const size of [0, -4, -100, -0x7fff_fff8, -0x8000_0000, 0x7fff_fff8]) {
    const { root, faults } = readHive(damaged((hive) => hive.writeInt32LE(size, 4096 + 0x20)))
    t.is(root, null)
    t.deepEqual(faults[0], { offset: 4128, reason: `a cell has the size ${size}` })
  }
})

test('bins with a wrong head are faults', (t) => {
  t.is(reasons(damaged((hive) => hive.write('nibh', 4096)))[0], 'a bin does not begin with "hbin"')
  t.is(reasons(damaged((hive) => hive.writeUInt32LE(8, 4100)))[0], 'a bin names another offset than its own')
  for (const size of [0, 100, 8192, 0xffff_f000])
    t.is(reasons(damaged((hive) => hive.writeUInt32LE(size, 4104)))[0], `a bin has the size ${size}`)
})

test('security descriptors are looked at, and a ring of them is not walked', (t) => {
  t.true(reasons(damaged((hive) => hive.writeUInt32LE(0x20, ROOT + 44))).includes('no security descriptor at 0x20'))
  const sk = (hive: Buffer): number => 4096 + hive.readUInt32LE(ROOT + 44) + 4
  t.true(
    reasons(damaged((hive) => hive.writeUInt32LE(0xffff_ff00, sk(hive) + 16))).includes(
      'a security descriptor is longer than its cell',
    ),
  )
  t.true(
    reasons(damaged((hive) => hive.writeUInt32LE(0x20, sk(hive) + 4))).includes(
      'the neighbour of a security descriptor is none',
    ),
  )
})

test('a wrong hash and a wrong parent are faults with the place of each', (t) => {
  const hive = damaged((bytes) => {
    const list = 4096 + bytes.readUInt32LE(ROOT + 28) + 4
    bytes.writeUInt32LE(1, list + 8)
    bytes.writeUInt32LE(0x1000, find(bytes, 'nk', 'b') + 16)
  })
  t.deepEqual(readHive(hive).faults, [
    { offset: 4096 + hive.readUInt32LE(ROOT + 28) + 12, reason: 'the hash of "a" is wrong' },
    { offset: find(hive, 'nk', 'b') + 16, reason: 'a key names another parent' },
  ])
})

test('subkeys in lf, li and ri lists are read, and a list of lists in a list of lists is a fault', (t) => {
  const list = (hive: Buffer): number => 4096 + hive.readUInt32LE(ROOT + 28) + 4
  const names = (hive: Buffer) => readHive(hive).root?.subkeys.map(({ name }) => name)
  const lf = damaged((hive) => hive.write('lf', list(hive)))
  t.deepEqual([names(lf), reasons(lf)], [['a', 'b'], []])
  const li = damaged((hive) => {
    hive.write('li', list(hive))
    hive.copyWithin(list(hive) + 8, list(hive) + 12, list(hive) + 16)
  })
  t.deepEqual([names(li), reasons(li)], [['a', 'b'], []])
  const ri = damaged((hive) => {
    const inner = 4096 + hive.readUInt32LE(find(hive, 'nk', 'b') + 28) + 4
    hive.write('ri', list(hive))
    hive.writeUInt16LE(1, list(hive) + 2)
    hive.writeUInt32LE(inner - 4100, list(hive) + 4)
    hive.write('ri', inner)
  })
  t.true(reasons(ri).includes('a list of lists inside a list of lists'))
})

test('a file cut off anywhere is told, and what is before the cut is read', (t) => {
  const hive = writeHive(TREE)
  for (let length = 0; length < hive.length; length += 61) {
    const { faults } = readHive(hive.subarray(0, length))
    t.true(faults.length > 0, `${length} bytes`)
  }
})

test('a hundred faults are told, however many there are', (t) => {
  const hive = Buffer.from(
    writeHive(
      key(
        'r',
        Array.from({ length: 3_000 }, (_, i) => dword(`v${i}`, i)),
      ),
    ),
  )
  for (let at = hive.indexOf('vk'); at >= 0; at = hive.indexOf('vk', at)) hive.write('kv', at)
  t.is(readHive(hive).faults.length, 100)
})

test('bytes changed at random and bytes at random never break the reader', (t) => {
  fc.assert(
    fc.property(
      arbitraryTree,
      fc.array(fc.tuple(fc.nat(), fc.oneof(fc.nat(255), fc.constantFrom(0, 0xff))), { maxLength: 40 }),
      fc.boolean(),
      (tree, changes, whole) => {
        const hive = Buffer.from(writeHive(tree))
        // Half of the changes hit the bins, where the records are.
        for (const [at, byte] of changes) hive[whole ? at % hive.length : 4096 + (at % 600)] = byte
        readHive(hive)
      },
    ),
    { numRuns: samples(400) },
  )
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 9_000, size: 'max' }), (bytes) => {
      const hive = Buffer.alloc(4096 + bytes.length)
      Buffer.from(writeHive(TREE)).copy(hive, 0, 0, 4128)
      hive.set(bytes, 4096)
      readHive(hive)
      readHive(bytes)
    }),
    { numRuns: samples(100) },
  )
  t.pass()
})
