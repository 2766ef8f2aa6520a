// SPDX-License-Identifier: MIT
import { type BinWriter, cellData } from './bin-writer.ts'
import type { HiveValue } from './hive-key.ts'
import { BIG_DATA, INLINE_DATA, KEY_VALUE, VALUE_COMP_NAME } from './layout.ts'

const WIDE = /[\u0100-\uffff]/

/** A name a byte a character, where that can say it. */
export const packName = (name: string): { readonly bytes: Buffer; readonly packed: boolean } => {
  const packed = !WIDE.test(name)
  return { bytes: Buffer.from(name, packed ? 'latin1' : 'utf16le'), packed }
}

export const writeCell = (bins: BinWriter, data: Uint8Array): number => {
  const cell = bins.allocate(data.length)
  bins.buffer().set(data, cellData(cell))
  return cell
}

const writeBigData = (bins: BinWriter, data: Uint8Array): number => {
  const count = Math.ceil(data.length / BIG_DATA)
  const record = bins.allocate(8)
  const list = bins.allocate(4 * count)
  for (let i = 0; i < count; i++) {
    // Windows keeps four bytes free behind every segment.
    const part = data.subarray(i * BIG_DATA, (i + 1) * BIG_DATA)
    const cell = bins.allocate(part.length === BIG_DATA ? BIG_DATA + 4 : part.length)
    bins.buffer().set(part, cellData(cell))
    bins.buffer().writeUInt32LE(cell, cellData(list) + 4 * i)
  }
  const at = bins.buffer().write('db', cellData(record), 'latin1') + cellData(record)
  bins.buffer().writeUInt16LE(count, at)
  bins.buffer().writeUInt32LE(list, at + 2)
  return record
}

/** Writes a value and its data, and gives the offset of its cell. */
export const writeValue = (bins: BinWriter, { name, type, data }: HiveValue): number => {
  const { bytes, packed } = packName(name)
  const cell = bins.allocate(KEY_VALUE + bytes.length)
  const inline = data.length <= 4
  const dataCell = inline ? 0 : data.length > BIG_DATA ? writeBigData(bins, data) : writeCell(bins, data)
  const buffer = bins.buffer()
  const at = cellData(cell)
  buffer.write('vk', at, 'latin1')
  buffer.writeUInt16LE(bytes.length, at + 2)
  buffer.writeUInt32LE(inline ? INLINE_DATA + data.length : data.length, at + 4)
  if (inline) buffer.set(data, at + 8)
  else buffer.writeUInt32LE(dataCell, at + 8)
  buffer.writeUInt32LE(type, at + 12)
  buffer.writeUInt16LE(packed ? VALUE_COMP_NAME : 0, at + 16)
  buffer.set(bytes, at + KEY_VALUE)
  return cell
}
