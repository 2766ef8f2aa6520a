// SPDX-License-Identifier: MIT
import { ATTRIBUTES, BLOCK, type CabinetFile, type CabinetResult, COMPRESSION } from './cabinet.ts'
import { cabinetFault, isCabinetFault } from './cabinet-fault.ts'
import { cabinetChecksum } from './checksum.ts'
import { decodeLzx, type PackedBlock } from './lzx.ts'
import { decodeMszip } from './mszip.ts'

/** More than any set of configuration items is; a small cabinet can claim to hold far more. */
const MAX_BYTES = 256 * 1024 * 1024
const HEADER = 36
const FLAG = { previous: 1, next: 2, reserve: 4 } as const
const LONGEST_NAME = 256

/** Bytes that name their place when they are not there. */
const at = (cabinet: Buffer, offset: number, count: number): Buffer => {
  if (offset + count > cabinet.length) throw cabinetFault('the file ends too early')
  return cabinet.subarray(offset, offset + count)
}

interface Reserve {
  readonly header: number
  readonly folder: number
  readonly data: number
}

const readReserve = (cabinet: Buffer, flags: number): Reserve => {
  if ((flags & FLAG.reserve) === 0) return { header: 0, folder: 0, data: 0 }
  const sizes = at(cabinet, HEADER, 4)
  return { header: 4 + sizes.readUInt16LE(0), folder: sizes.readUInt8(2), data: sizes.readUInt8(3) }
}

const readBlocks = (cabinet: Buffer, start: number, count: number, reserve: number): readonly PackedBlock[] => {
  const blocks: PackedBlock[] = []
  let offset = start
  for (let index = 0; index < count; index += 1) {
    const head = at(cabinet, offset, 8 + reserve)
    const [sum, length, size] = [head.readUInt32LE(0), head.readUInt16LE(4), head.readUInt16LE(6)]
    const packed = at(cabinet, offset + head.length, length)
    if (size > BLOCK) throw cabinetFault('a block is larger than a block can be')
    if (sum !== 0 && sum !== cabinetChecksum(head.subarray(4), cabinetChecksum(packed)))
      throw cabinetFault('the checksum of a block is wrong')
    blocks.push({ packed, size })
    offset += head.length + length
  }
  return blocks
}

const decode = (blocks: readonly PackedBlock[], compression: number): Uint8Array => {
  const kind = compression & 0x0f
  if (kind === COMPRESSION.mszip) return decodeMszip(blocks)
  if (kind === COMPRESSION.lzx) return decodeLzx(blocks, (compression >> 8) & 0x1f)
  if (kind !== COMPRESSION.none) throw cabinetFault(`the compression ${kind} is not read`)
  if (blocks.some(({ packed, size }) => packed.length !== size)) throw cabinetFault('a block is damaged')
  return Buffer.concat(blocks.map(({ packed }) => packed))
}

const nameOf = (cabinet: Buffer, offset: number, utf8: boolean): { readonly name: string; readonly end: number } => {
  const end = cabinet.indexOf(0, offset)
  if (end <= offset || end - offset > LONGEST_NAME) throw cabinetFault('a file has no name')
  return { name: new TextDecoder(utf8 ? 'utf-8' : 'windows-1252').decode(cabinet.subarray(offset, end)), end: end + 1 }
}

const read = (cabinet: Buffer): readonly CabinetFile[] => {
  const head = at(cabinet, 0, HEADER)
  if (head.toString('latin1', 0, 4) !== 'MSCF') throw cabinetFault('not a cabinet')
  if (head.readUInt8(25) !== 1) throw cabinetFault('the version of the format is unknown')
  const flags = head.readUInt16LE(30)
  if ((flags & (FLAG.previous | FLAG.next)) !== 0) throw cabinetFault('it is a part of a set of cabinets')
  const reserve = readReserve(cabinet, flags)
  let budget = MAX_BYTES
  const spend = (bytes: number): void => {
    budget -= bytes
    if (budget < 0) throw cabinetFault(`it holds more than ${MAX_BYTES} bytes`)
  }
  const folders = Array.from({ length: head.readUInt16LE(26) }, (_, index) => {
    const folder = at(cabinet, HEADER + reserve.header + index * (8 + reserve.folder), 8)
    const blocks = readBlocks(cabinet, folder.readUInt32LE(0), folder.readUInt16LE(4), reserve.data)
    for (const { size } of blocks) spend(size)
    return { blocks, compression: folder.readUInt16LE(6) }
  }).map(({ blocks, compression }) => decode(blocks, compression))
  budget = MAX_BYTES
  let offset = head.readUInt32LE(16)
  return Array.from({ length: head.readUInt16LE(28) }, (): CabinetFile => {
    const entry = at(cabinet, offset, 16)
    const { name, end } = nameOf(cabinet, offset + 16, (entry.readUInt16LE(14) & ATTRIBUTES.utf8Name) !== 0)
    const data = folders[entry.readUInt16LE(8)]
    const [size, start] = [entry.readUInt32LE(0), entry.readUInt32LE(4)]
    if (data === undefined || start + size > data.length) throw cabinetFault(`the file ${name} is not in it`)
    spend(size)
    offset = end
    return { name, bytes: data.subarray(start, start + size) }
  })
}

/**
 * The files of a cabinet, stored or compressed with MSZIP or LZX. Nothing of a damaged one is given. A part of a set of
 * cabinets is refused. Time and memory are bounded, whatever the file claims.
 */
export const readCabinet = (bytes: Uint8Array): CabinetResult => {
  try {
    return { files: read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)) }
  } catch (error) {
    if (isCabinetFault(error)) return { reason: error.message }
    throw error
  }
}
