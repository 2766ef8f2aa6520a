// SPDX-License-Identifier: MIT
import type { HiveValue } from './hive-key.ts'
import { claimRecord, type HiveReader, readName, signature } from './hive-reader.ts'
import { BIG_DATA, INLINE_DATA, KEY_VALUE, VALUE_COMP_NAME } from './layout.ts'

const view = (hive: Buffer, start: number, end: number): Uint8Array =>
  new Uint8Array(hive.buffer, hive.byteOffset + start, end - start)

/** Data in segments: the record says how many, a list says where. */
const readBigData = (reader: HiveReader, record: number, size: number): Uint8Array | null => {
  const { hive, cells, fail } = reader
  const count = hive.readUInt16LE(record + 2)
  const list = cells.claim(hive.readUInt32LE(record + 4))
  if (list === null || list.end - list.start < 4 * count || count * BIG_DATA < size) {
    fail(record, `a db record for ${size} bytes has no right list`)
    return null
  }
  const data = new Uint8Array(size)
  for (let i = 0, done = 0; done < size; i++) {
    const part = Math.min(BIG_DATA, size - done)
    const cell = cells.claim(hive.readUInt32LE(list.start + 4 * i))
    if (cell === null || cell.end - cell.start < part) {
      fail(list.start + 4 * i, 'no segment of data here')
      return null
    }
    data.set(hive.subarray(cell.start, cell.start + part), done)
    done += part
  }
  return data
}

const readData = (reader: HiveReader, vk: number): Uint8Array | null => {
  const { hive, minorVersion, cells, fail } = reader
  const size = hive.readUInt32LE(vk + 4)
  if (size >= INLINE_DATA) {
    const length = size - INLINE_DATA
    if (length <= 4) return view(hive, vk + 8, vk + 8 + length)
    fail(vk + 4, `${length} bytes of data cannot stand in the value itself`)
    return null
  }
  if (size === 0) return new Uint8Array()
  const offset = hive.readUInt32LE(vk + 8)
  const cell = cells.claim(offset)
  if (cell === null) {
    fail(vk + 8, `no cell at 0x${offset.toString(16)} that is free to be data`)
    return null
  }
  const big = size > BIG_DATA && minorVersion > 3 && cell.end - cell.start >= 8 && signature(reader, cell) === 'db'
  if (big) return readBigData(reader, cell.start, size)
  if (cell.end - cell.start >= size) return view(hive, cell.start, cell.start + size)
  fail(vk + 4, `${size} bytes of data in a cell of ${cell.end - cell.start}`)
  return null
}

/** Reads a value; a fault and null where it cannot be read. Its data is a view of the file, unless it lay in segments. */
export const readValue = (reader: HiveReader, offset: number, from: number): HiveValue | null => {
  const { hive, fail } = reader
  const cell = claimRecord(reader, offset, from, 'vk', KEY_VALUE)
  if (cell === null) return null
  const length = hive.readUInt16LE(cell.start + 2)
  if (cell.start + KEY_VALUE + length > cell.end) {
    fail(cell.start + 2, 'a value name is longer than its cell')
    return null
  }
  const data = readData(reader, cell.start)
  if (data === null) return null
  const packed = (hive.readUInt16LE(cell.start + 16) & VALUE_COMP_NAME) !== 0
  const name = readName(hive, cell.start + KEY_VALUE, length, packed)
  return { name, type: hive.readUInt32LE(cell.start + 12), data }
}
