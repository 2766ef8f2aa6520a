// SPDX-License-Identifier: MIT
import test from 'ava'
import { writeHive } from '../../../src/formats/regf/write-hive.ts'
import { dword, key, text } from './hive-tree.ts'

const ID = Uint8Array.from([0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
const TREE = key('{R}', [dword('Version', 0x20a)], [key('b', [text('name', 'ab')]), key('A', [])])

const u32 = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(4 * values.length)
  for (const [i, value] of values.entries()) bytes.writeUInt32LE(value >>> 0, 4 * i)
  return bytes
}
const u16 = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(2 * values.length)
  for (const [i, value] of values.entries()) bytes.writeUInt16LE(value, 2 * i)
  return bytes
}
const NONE = 0xffff_ffff

/** A cell of a size that counts itself; the rest is zero. */
const cell = (size: number, ...parts: readonly Uint8Array[]): Buffer => {
  const bytes = Buffer.alloc(size)
  Buffer.concat([u32(-size), ...parts]).copy(bytes)
  return bytes
}

test('the base block is that of a hive closed cleanly, with ids as given and the next one for the transaction manager', (t) => {
  const hive = Buffer.from(writeHive(TREE, ID))
  const expected = Buffer.alloc(4096)
  expected.write('regf', 0)
  u32(1, 1).copy(expected, 4)
  u32(1, 5, 0, 1, 0x20, hive.length - 4096, 1).copy(expected, 20)
  expected.set(ID, 112)
  expected.set(ID, 128)
  expected.set([0, 0, 0, 0, ...ID.subarray(4)], 148)
  expected.write('rmtm', 164)
  let sum = 0
  for (let at = 0; at < 508; at += 4) sum ^= expected.readUInt32LE(at)
  u32(sum).copy(expected, 508)
  t.is(hive.subarray(0, 4096).toString('hex'), expected.toString('hex'))
})

test('every byte of the bin is accounted for: keys, descriptor, values, lists, free cell', (t) => {
  const hive = Buffer.from(writeHive(TREE, ID))
  const nk = (
    flags: number,
    parent: number,
    subkeys: number,
    list: number,
    values: number,
    valueList: number,
    longest: readonly [number, number, number],
    name: string,
  ): Buffer =>
    Buffer.concat([
      Buffer.from('nk'),
      u16(flags),
      u32(0, 0, 0, parent, subkeys, 0, list, NONE, values, valueList, 0x78, NONE),
      u32(longest[0], 0, longest[1], longest[2], 0),
      u16(name.length, 0),
      Buffer.from(name, 'latin1'),
    ])
  const vk = (name: string, size: number, data: number, type: number): Buffer =>
    Buffer.concat([Buffer.from('vk'), u16(name.length), u32(size, data, type), u16(1, 0), Buffer.from(name)])
  const descriptor = Buffer.from(
    '010004805c0000006c00000000000000140000000200480003000000' +
      '000314003f000f00010100000000000512000000' +
      '000318003f000f0001020000000000052000000020020000' +
      '000314001900020001010000000000050c000000' +
      '01020000000000052000000020020000' +
      '010100000000000512000000',
    'hex',
  )
  t.is(descriptor.length, 120)
  const bytes = [
    cell(88, nk(0x2c, NONE, 2, 0x218, 1, 0x128, [2, 14, 4], '{R}')),
    cell(144, Buffer.from('sk'), u16(0), u32(0x78, 0x78, 3, 120), descriptor),
    cell(32, vk('Version', 0x8000_0004, 0x20a, 4)),
    cell(8, u32(0x108)),
    cell(88, nk(0x20, 0x20, 0, NONE, 0, NONE, [0, 0, 0], 'A')),
    cell(88, nk(0x20, 0x20, 0, NONE, 1, 0x210, [0, 8, 6], 'b')),
    cell(32, vk('name', 6, 0x200, 1)),
    cell(16, Buffer.from('ab\0', 'utf16le')),
    cell(8, u32(0x1e0)),
    cell(24, Buffer.from('lh'), u16(2), u32(0x130, 'A'.charCodeAt(0), 0x188, 'B'.charCodeAt(0))),
  ]
  const bin = Buffer.alloc(4096)
  bin.write('hbin', 0)
  u32(0, 4096).copy(bin, 4)
  Buffer.concat(bytes).copy(bin, 0x20)
  u32(4096 - 0x230).copy(bin, 0x230)
  t.is(hive.length, 8192)
  t.is(hive.subarray(4096).toString('hex'), bin.toString('hex'))
})

test('a cell that does not fit opens a new bin of whole pages, and what was left is a free cell', (t) => {
  const data = new Uint8Array(10_000).fill(7)
  const hive = Buffer.from(writeHive(key('r', [{ name: 'v', type: 3, data }])))
  t.is(hive.toString('latin1', 8192, 8196), 'hbin')
  t.deepEqual([hive.readUInt32LE(8196), hive.readUInt32LE(8200)], [4096, 12_288])
  t.is(hive.readInt32LE(8192 + 32), -10_008)
  t.is(hive.length, 4096 + 4096 + 12_288)
  t.is(hive.readInt32LE(4096 + 32 + 88 + 144 + 32), 4096 - 32 - 88 - 144 - 32)
})

test('data over 16,344 bytes lies in segments under a db record, which has four spare bytes in each but the last', (t) => {
  const data = Uint8Array.from({ length: 40_000 }, (_, i) => i % 251)
  const hive = Buffer.from(writeHive(key('r', [{ name: 'v', type: 3, data }])))
  const record = hive.indexOf('db', 4096, 'latin1')
  t.is(hive.readUInt16LE(record + 2), 3)
  const list = 4096 + hive.readUInt32LE(record + 4)
  const segments = [0, 1, 2].map((i) => 4096 + hive.readUInt32LE(list + 4 + 4 * i))
  t.deepEqual(
    segments.map((at) => -hive.readInt32LE(at)),
    [16_352, 16_352, 40_000 - 2 * 16_344 + 8],
  )
  for (const [i, at] of segments.entries())
    t.is(
      hive
        .subarray(at + 4, at + 4 + Math.min(16_344, 40_000 - i * 16_344))
        .compare(Buffer.from(data).subarray(i * 16_344, (i + 1) * 16_344)),
      0,
    )
  t.is(Buffer.from(writeHive(key('r', [{ name: 'v', type: 3, data: data.subarray(0, 16_344) }]))).indexOf('db\x02'), -1)
})

test('more than 507 subkeys stand in several lh lists under an ri list', (t) => {
  const subkeys = Array.from({ length: 1_015 }, (_, i) => key(`k${String(i).padStart(5, '0')}`, []))
  const hive = Buffer.from(writeHive(key('r', [], subkeys)))
  const list = 4096 + hive.readUInt32LE(4096 + 0x20 + 4 + 28)
  t.is(hive.toString('latin1', list + 4, list + 6), 'ri')
  t.is(hive.readUInt16LE(list + 6), 3)
  const leaves = [0, 1, 2].map((i) => 4096 + hive.readUInt32LE(list + 8 + 4 * i))
  t.deepEqual(
    leaves.map((at) => [hive.toString('latin1', at + 4, at + 6), hive.readUInt16LE(at + 6)]),
    [
      ['lh', 507],
      ['lh', 507],
      ['lh', 1],
    ],
  )
})

test('the same tree gives the same bytes', (t) => {
  t.deepEqual(writeHive(TREE, ID), writeHive(TREE, ID))
})
