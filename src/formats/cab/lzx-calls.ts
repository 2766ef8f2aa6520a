// SPDX-License-Identifier: MIT
import { BLOCK } from './cabinet.ts'

const CALL = 0xe8
/** Frames behind this many are left as they are, and so are the last bytes of each. */
const FRAMES = 32_768
const TAIL = 10

/** LZX writes the targets of x86 calls as places in the file; this makes them distances again. */
export const undoCallTranslation = (bytes: Uint8Array, fileSize: number): Uint8Array => {
  const out = Buffer.from(bytes)
  for (let start = 0, frame = 0; start < out.length && frame < FRAMES; start += BLOCK, frame += 1) {
    const end = Math.min(start + BLOCK, out.length) - TAIL
    for (let at = start; at < end; at += 1) {
      if (out[at] !== CALL) continue
      const place = out.readInt32LE(at + 1)
      if (place >= -at && place < fileSize) out.writeInt32LE((place >= 0 ? place - at : place + fileSize) | 0, at + 1)
      at += 4
    }
  }
  return out
}
