// SPDX-License-Identifier: MIT
import { releaseBytes } from './release-bytes.ts'

/** A long text made piece by piece, kept as bytes. */
export interface TextWriter {
  readonly add: (text: string) => void
  /** All that was added. */
  readonly bytes: () => Uint8Array
}

const CHUNK = 1 << 16
/** What is never written to costs no memory; what is copied costs it twice. */
const GROWTH = 4

/**
 * A list of all lines takes several times the memory of their bytes, and the collector walks over it again and again. One
 * buffer that grows: many small ones leave holes in the memory of the process that nothing fills.
 */
export const textWriter = (encoding: 'utf8' | 'utf16le' = 'utf8'): TextWriter => {
  let buffer = Buffer.allocUnsafeSlow(4 * CHUNK)
  let length = 0
  let pending = ''
  const flush = (): void => {
    // Three bytes are the most that a unit of UTF-16 becomes.
    const most = length + 3 * pending.length
    if (most > buffer.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(GROWTH * buffer.length, most))
      buffer.copy(larger, 0, 0, length)
      releaseBytes(buffer)
      buffer = larger
    }
    length += buffer.write(pending, length, encoding)
    pending = ''
  }
  return {
    add: (text) => {
      pending += text
      if (pending.length >= CHUNK) flush()
    },
    bytes: () => {
      flush()
      return buffer.subarray(0, length)
    },
  }
}
