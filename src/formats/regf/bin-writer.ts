// SPDX-License-Identifier: MIT
import { BASE_BLOCK, BIN_HEADER, PAGE } from './layout.ts'

/** Hands out cells, front to back. The buffer moves when it grows: take it again after each `allocate`. */
export interface BinWriter {
  readonly buffer: () => Buffer
  /** Makes a cell for so many bytes and gives its offset from the first bin; see `cellData`. */
  readonly allocate: (length: number) => number
  /** Closes the last bin and gives the file, its base block still empty. */
  readonly finish: () => Buffer
}

/** Where the bytes of a cell begin in the file. */
export const cellData = (cell: number): number => BASE_BLOCK + cell + 4

const align = (length: number, to: number): number => Math.ceil(length / to) * to

export const createBins = (): BinWriter => {
  let buffer = Buffer.alloc(BASE_BLOCK + 16 * PAGE)
  let at = BASE_BLOCK
  let end = BASE_BLOCK
  const grow = (length: number): void => {
    if (length <= buffer.length) return
    const larger = Buffer.alloc(Math.max(length, 2 * buffer.length))
    buffer.copy(larger)
    buffer = larger
  }
  const open = (size: number): void => {
    at = end
    end = at + align(size + BIN_HEADER, PAGE)
    grow(end)
    buffer.write('hbin', at, 'latin1')
    buffer.writeUInt32LE(at - BASE_BLOCK, at + 4)
    buffer.writeUInt32LE(end - at, at + 8)
    at += BIN_HEADER
  }
  /** What is left of a bin is a free cell, whose size is positive. */
  const close = (): void => {
    if (at < end) buffer.writeInt32LE(end - at, at)
  }
  return {
    buffer: () => buffer,
    allocate: (length) => {
      const size = align(length + 4, 8)
      if (at + size > end) {
        close()
        open(size)
      }
      const cell = at - BASE_BLOCK
      buffer.writeInt32LE(-size, at)
      at += size
      return cell
    },
    finish: () => {
      close()
      return buffer.subarray(0, end)
    },
  }
}
