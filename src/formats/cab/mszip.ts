// SPDX-License-Identifier: MIT
import { inflateRawSync } from 'node:zlib'
import { BLOCK } from './cabinet.ts'
import { cabinetFault } from './cabinet-fault.ts'
import type { PackedBlock } from './lzx.ts'

/** Decodes a folder that is compressed with MSZIP: a deflated stream a block, which may refer to the block before. */
export const decodeMszip = (blocks: readonly PackedBlock[]): Uint8Array => {
  const out = Buffer.alloc(blocks.reduce((sum, { size }) => sum + size, 0))
  let at = 0
  for (const { packed, size } of blocks) {
    if (packed[0] !== 0x43 || packed[1] !== 0x4b) throw cabinetFault('a block does not begin as MSZIP')
    const data = inflate(packed.subarray(2), out.subarray(Math.max(0, at - BLOCK), at), size)
    if (data?.length !== size) throw cabinetFault('a block is damaged')
    out.set(data, at)
    at += size
  }
  return out
}

const inflate = (packed: Uint8Array, dictionary: Uint8Array, size: number): Uint8Array | null => {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size), ...(dictionary.length > 0 && { dictionary }) })
  } catch {
    return null
  }
}
