// SPDX-License-Identifier: MIT
import type { Cell } from './cell-map.ts'
import { type HiveReader, signature } from './hive-reader.ts'

export interface SubkeyReference {
  readonly offset: number
  /** Where the reference stands in the file. */
  readonly from: number
  /** Only an lh list has one. */
  readonly hash: number | null
}

/** Bytes of an entry: an offset, and in lf and lh a hint of the name. */
const ENTRY: Readonly<Record<string, number>> = { lf: 8, lh: 8, li: 4, ri: 4 }

const claimList = (reader: HiveReader, offset: number, from: number): { kind: string; cell: Cell } | null => {
  const { hive, cells, fail } = reader
  const cell = cells.claim(offset)
  const kind = cell === null ? null : signature(reader, cell)
  if (cell === null || kind === null || ENTRY[kind] === undefined || cell.end - cell.start < 4)
    fail(from, `no list of subkeys at 0x${offset.toString(16)}`)
  else if (cell.end - cell.start < 4 + (ENTRY[kind] as number) * hive.readUInt16LE(cell.start + 2))
    fail(cell.start + 2, 'a list of subkeys is longer than its cell')
  else return { kind, cell }
  return null
}

/** Reads a list of subkeys of any kind; what cannot be read of it is a fault. A list of lists has one level. */
export const readSubkeyList = (reader: HiveReader, offset: number, from: number): readonly SubkeyReference[] => {
  const { hive, fail } = reader
  const result: SubkeyReference[] = []
  const read = (at: number, referrer: number, nested: boolean): void => {
    const list = claimList(reader, at, referrer)
    if (list === null) return
    const { kind, cell } = list
    const count = hive.readUInt16LE(cell.start + 2)
    if (kind === 'ri' && nested) {
      fail(cell.start, 'a list of lists inside a list of lists')
      return
    }
    for (let i = 0; i < count; i++) {
      const entry = cell.start + 4 + (ENTRY[kind] as number) * i
      const target = hive.readUInt32LE(entry)
      if (kind === 'ri') read(target, entry, true)
      else result.push({ offset: target, from: entry, hash: kind === 'lh' ? hive.readUInt32LE(entry + 4) : null })
    }
  }
  read(offset, from, false)
  return result
}
