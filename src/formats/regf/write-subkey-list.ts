// SPDX-License-Identifier: MIT
import { type BinWriter, cellData } from './bin-writer.ts'
import { keyHash } from './key-hash.ts'
import { MAX_LIST } from './layout.ts'

export interface SubkeyEntry {
  readonly name: string
  readonly cell: number
}

const writeLeaf = (bins: BinWriter, entries: readonly SubkeyEntry[]): number => {
  const list = bins.allocate(4 + 8 * entries.length)
  const buffer = bins.buffer()
  let at = cellData(list)
  at += buffer.write('lh', at, 'latin1')
  at = buffer.writeUInt16LE(entries.length, at)
  for (const { name, cell } of entries) {
    at = buffer.writeUInt32LE(cell, at)
    at = buffer.writeUInt32LE(keyHash(name), at)
  }
  return list
}

/** Writes the list of a key's subkeys, which are sorted, and gives the offset of its cell. */
export const writeSubkeyList = (bins: BinWriter, entries: readonly SubkeyEntry[]): number => {
  if (entries.length <= MAX_LIST) return writeLeaf(bins, entries)
  const leaves: number[] = []
  for (let i = 0; i < entries.length; i += MAX_LIST) leaves.push(writeLeaf(bins, entries.slice(i, i + MAX_LIST)))
  const list = bins.allocate(4 + 4 * leaves.length)
  const buffer = bins.buffer()
  let at = cellData(list)
  at += buffer.write('ri', at, 'latin1')
  at = buffer.writeUInt16LE(leaves.length, at)
  for (const leaf of leaves) at = buffer.writeUInt32LE(leaf, at)
  return list
}
