// SPDX-License-Identifier: MIT
import { baseBlockChecksum } from './base-block-checksum.ts'
import { type BinWriter, cellData, createBins } from './bin-writer.ts'
import type { HiveKey } from './hive-key.ts'
import { compareNames } from './key-hash.ts'
import {
  BASE_BLOCK,
  CHECKSUM_AT,
  INLINE_DATA,
  KEY_COMP_NAME,
  KEY_HIVE_ENTRY,
  KEY_NO_DELETE,
  KEY_NODE,
  NO_CELL,
} from './layout.ts'
import { securityDescriptor } from './security-descriptor.ts'
import { writeSubkeyList } from './write-subkey-list.ts'
import { packName, writeCell, writeValue } from './write-value.ts'

/** Sixteen bytes for the ids of the resource manager and its log, which Windows draws anew for every hive. */
export type HiveId = Uint8Array

interface Work {
  readonly bins: BinWriter
  /** Offset of the security descriptor, and how many keys share it. */
  security: number
  keys: number
}

const longest = (lengths: Iterable<number>): number => {
  let most = 0
  for (const length of lengths) most = Math.max(most, length)
  return most
}

const writeSecurity = (bins: BinWriter): number => {
  const descriptor = securityDescriptor()
  const cell = bins.allocate(20 + descriptor.length)
  const buffer = bins.buffer()
  const at = cellData(cell)
  buffer.write('sk', at, 'latin1')
  buffer.writeUInt32LE(cell, at + 4)
  buffer.writeUInt32LE(cell, at + 8)
  buffer.writeUInt32LE(descriptor.length, at + 16)
  buffer.set(descriptor, at + 20)
  return cell
}

const writeList = (bins: BinWriter, cells: readonly number[]): number => {
  const list = Buffer.alloc(4 * cells.length)
  for (const [i, cell] of cells.entries()) list.writeUInt32LE(cell, 4 * i)
  return writeCell(bins, list)
}

/** Writes a key, its values and then its subkeys, and gives the offset of its cell. Windows writes in this order too. */
const writeKey = (work: Work, key: HiveKey, parent: number): number => {
  const { bins } = work
  const root = parent === NO_CELL
  const { bytes, packed } = packName(key.name)
  const cell = bins.allocate(KEY_NODE + bytes.length)
  work.keys += 1
  if (root) work.security = writeSecurity(bins)
  const values = key.values.map((value) => writeValue(bins, value))
  const valueList = values.length === 0 ? NO_CELL : writeList(bins, values)
  const subkeys = key.subkeys
    .toSorted((a, b) => compareNames(a.name, b.name))
    .map((subkey) => ({ name: subkey.name, cell: writeKey(work, subkey, cell) }))
  const subkeyList = subkeys.length === 0 ? NO_CELL : writeSubkeyList(bins, subkeys)
  const buffer = bins.buffer()
  const at = cellData(cell)
  buffer.write('nk', at, 'latin1')
  buffer.writeUInt16LE((packed ? KEY_COMP_NAME : 0) | (root ? KEY_HIVE_ENTRY | KEY_NO_DELETE : 0), at + 2)
  buffer.writeUInt32LE(parent, at + 16)
  buffer.writeUInt32LE(subkeys.length, at + 20)
  buffer.writeUInt32LE(subkeyList, at + 28)
  buffer.writeUInt32LE(NO_CELL, at + 32)
  buffer.writeUInt32LE(values.length, at + 36)
  buffer.writeUInt32LE(valueList, at + 40)
  buffer.writeUInt32LE(work.security, at + 44)
  buffer.writeUInt32LE(NO_CELL, at + 48)
  // The longest names count in UTF-16 bytes, however the names are stored.
  buffer.writeUInt32LE(2 * longest(subkeys.map(({ name }) => name.length)), at + 52)
  buffer.writeUInt32LE(2 * longest(key.values.map(({ name }) => name.length)), at + 60)
  buffer.writeUInt32LE(longest(key.values.map(({ data }) => data.length)), at + 64)
  buffer.writeUInt16LE(bytes.length, at + 72)
  buffer.set(bytes, at + KEY_NODE)
  return cell
}

const writeBaseBlock = (hive: Buffer, root: number, id: HiveId): void => {
  hive.write('regf', 0, 'latin1')
  // Equal sequence numbers: the hive was closed cleanly.
  hive.writeUInt32LE(1, 4)
  hive.writeUInt32LE(1, 8)
  hive.writeUInt32LE(1, 20)
  hive.writeUInt32LE(5, 24)
  hive.writeUInt32LE(1, 32)
  hive.writeUInt32LE(root, 36)
  hive.writeUInt32LE(hive.length - BASE_BLOCK, 40)
  hive.writeUInt32LE(1, 44)
  hive.set(id, 112)
  hive.set(id, 128)
  // The transaction manager's id is the next one, in exports of Windows.
  hive.set(id, 148)
  hive.writeUInt32LE((hive.readUInt32LE(148) + 1) % (2 * INLINE_DATA), 148)
  hive.write('rmtm', 164, 'latin1')
  hive.writeUInt32LE(baseBlockChecksum(hive), CHECKSUM_AT)
}

/**
 * Writes a hive as RegSaveKeyEx does in its newest format (regf 1.5). The same tree gives the same bytes: all times are
 * zero. `checkHiveKey` says which trees cannot be written.
 */
export const writeHive = (root: HiveKey, id: HiveId = new Uint8Array(16)): Uint8Array => {
  const work: Work = { bins: createBins(), security: 0, keys: 0 }
  const cell = writeKey(work, root, NO_CELL)
  const hive = work.bins.finish()
  hive.writeUInt32LE(work.keys, cellData(work.security) + 12)
  writeBaseBlock(hive, cell, id.subarray(0, 16))
  return new Uint8Array(hive.buffer, hive.byteOffset, hive.byteLength)
}
