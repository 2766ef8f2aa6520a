// SPDX-License-Identifier: MIT
import { ATTRIBUTES, BLOCK, type CabinetFile, COMPRESSION } from './cabinet.ts'
import { cabinetChecksum } from './checksum.ts'
import { deflate } from './deflate.ts'

const HEADER = 36
const FOLDER = 8
const MAX_BLOCKS = 0xffff

/** 1980-01-01 00:00:00, the first day that the format can say: the same files are the same cabinet on every day. */
const DATE = 0x0021

const blockOf = (data: Uint8Array): Buffer => {
  const packed = Buffer.concat([Buffer.from('CK'), deflate(data)])
  const head = Buffer.alloc(8)
  head.writeUInt16LE(packed.length, 4)
  head.writeUInt16LE(data.length, 6)
  head.writeUInt32LE(cabinetChecksum(head.subarray(4), cabinetChecksum(packed)))
  return Buffer.concat([head, packed])
}

const entryOf = ({ name, bytes }: CabinetFile, offset: number): Buffer => {
  const text = Buffer.from(`${name}\0`, 'utf8')
  const ascii = text.every((byte) => byte < 0x80)
  const entry = Buffer.alloc(16)
  entry.writeUInt32LE(bytes.length, 0)
  entry.writeUInt32LE(offset, 4)
  entry.writeUInt16LE(DATE, 10)
  entry.writeUInt16LE(ATTRIBUTES.archive | (ascii ? 0 : ATTRIBUTES.utf8Name), 14)
  return Buffer.concat([entry, text])
}

/** A cabinet of one folder, compressed with MSZIP, each block by itself. Throws where a cabinet cannot hold it. */
export const writeCabinet = (files: readonly CabinetFile[]): Uint8Array => {
  const data = Buffer.concat(files.map(({ bytes }) => bytes))
  const blocks = Array.from({ length: Math.ceil(data.length / BLOCK) }, (_, index) =>
    blockOf(data.subarray(index * BLOCK, (index + 1) * BLOCK)),
  )
  if (blocks.length > MAX_BLOCKS || files.length > MAX_BLOCKS) throw new RangeError('too much for one cabinet')
  let offset = 0
  const entries = files.map((file) => {
    const entry = entryOf(file, offset)
    offset += file.bytes.length
    return entry
  })
  const start = HEADER + FOLDER + entries.reduce((sum, entry) => sum + entry.length, 0)
  const size = start + blocks.reduce((sum, block) => sum + block.length, 0)
  const head = Buffer.alloc(HEADER + FOLDER)
  head.write('MSCF', 0, 'latin1')
  head.writeUInt32LE(size, 8)
  head.writeUInt32LE(HEADER + FOLDER, 16)
  head.writeUInt8(3, 24)
  head.writeUInt8(1, 25)
  head.writeUInt16LE(1, 26)
  head.writeUInt16LE(files.length, 28)
  head.writeUInt32LE(start, HEADER)
  head.writeUInt16LE(blocks.length, HEADER + 4)
  head.writeUInt16LE(COMPRESSION.mszip, HEADER + 6)
  return new Uint8Array(Buffer.concat([head, ...entries, ...blocks]))
}
