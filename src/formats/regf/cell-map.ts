// SPDX-License-Identifier: MIT
import { BASE_BLOCK, BIN_HEADER, PAGE } from './layout.ts'

/** The bytes of a cell, without its size. Offsets are those of the file. */
export interface Cell {
  readonly start: number
  readonly end: number
}

export interface CellMap {
  /** Takes a cell that has one owner; null where there is none, or where another took it. */
  readonly claim: (offset: number) => Cell | null
  /** Looks at a cell that several share. */
  readonly peek: (offset: number) => Cell | null
  /** Offsets of the cells that nobody claimed. */
  readonly unclaimed: () => readonly number[]
}

type Fail = (offset: number, reason: string) => void

/** A cell begins here; nobody has claimed it, or somebody has. */
const ALLOCATED = 1
const CLAIMED = 2

/** Where, behind a cell whose size is wrong, cells begin again that follow one another to the end of the bin. */
const nextChain = (hive: Buffer, from: number, end: number): number => {
  const reaches = new Uint8Array((end - from) / 8)
  let first = end
  for (let at = end - 8; at >= from; at -= 8) {
    const length = Math.abs(hive.readInt32LE(at))
    const good = length >= 8 && length % 8 === 0 && at + length <= end
    if (!good || (at + length < end && reaches[(at + length - from) / 8] === 0)) continue
    reaches[(at - from) / 8] = 1
    first = at
  }
  return first
}

const walkBin = (hive: Buffer, start: number, end: number, marks: Uint8Array, fail: Fail): void => {
  for (let at = start + BIN_HEADER; at < end; ) {
    const size = hive.readInt32LE(at)
    const length = Math.abs(size)
    if (length < 8 || length % 8 !== 0 || at + length > end) {
      fail(at, `a cell has the size ${size}`)
      at = nextChain(hive, at + 8, end)
      continue
    }
    if (size < 0) marks[(at - BASE_BLOCK) / 8] = ALLOCATED
    at += length
  }
}

/**
 * Walks all bins and their cells, so that a reference can be held against what is there. Every cell is given out once:
 * what refers to each other in a circle, or twice to the same, is found out, and reading takes linear time.
 */
export const mapCells = (hive: Buffer, end: number, fail: Fail): CellMap => {
  const marks = new Uint8Array(Math.ceil((end - BASE_BLOCK) / 8))
  for (let at = BASE_BLOCK; at + BIN_HEADER <= end; ) {
    const size = hive.readUInt32LE(at + 8)
    const reason =
      hive.toString('latin1', at, at + 4) !== 'hbin'
        ? 'a bin does not begin with "hbin"'
        : hive.readUInt32LE(at + 4) !== at - BASE_BLOCK
          ? 'a bin names another offset than its own'
          : size === 0 || size % PAGE !== 0 || at + size > end
            ? `a bin has the size ${size}`
            : null
    if (reason !== null) fail(at, reason)
    // What refers to a cell looks at its kind; a bin whose head is damaged may still hold good ones.
    const length = size === 0 || size % PAGE !== 0 || (reason !== null && at + size > end) ? PAGE : size
    walkBin(hive, at, Math.min(at + length, end - (end % 8)), marks, fail)
    at += length
  }
  const cell = (offset: number, wanted: number): Cell | null => {
    if (offset % 8 !== 0 || offset / 8 >= marks.length) return null
    const mark = marks[offset / 8] as number
    if (mark === 0 || mark > wanted) return null
    const start = BASE_BLOCK + offset
    return { start: start + 4, end: start - hive.readInt32LE(start) }
  }
  return {
    claim: (offset) => {
      const found = cell(offset, ALLOCATED)
      if (found !== null) marks[offset / 8] = CLAIMED
      return found
    },
    peek: (offset) => cell(offset, CLAIMED),
    unclaimed: () => [...marks.keys()].filter((index) => marks[index] === ALLOCATED).map((index) => index * 8),
  }
}
