// SPDX-License-Identifier: MIT
import { type Cutter, cutter, type Piece } from './cut-pieces.ts'

const LINE_FEED = 10
const RETURN = 13
const MARK = [0xef, 0xbb, 0xbf] as const

const isMark = (bytes: Buffer, at: number): boolean => MARK.every((byte, index) => bytes[at + index] === byte)

/** Where letters of two bytes begin, the second of them zero; -1 where a line has others. */
const wideStart = (bytes: Buffer, start: number, end: number): number => {
  // The other half of the line feed before, or a mark of UTF-16.
  const first = bytes[start] === 0 ? start + 1 : bytes[start] === 0xff && bytes[start + 1] === 0xfe ? start + 2 : start
  const isWide = [0, 2, 4].every((letter) => bytes[first + letter] !== 0 && bytes[first + letter + 1] === 0)
  return isWide && end - first >= 6 ? first : -1
}

/**
 * Lines without their ends; empty ones are left out. Where files were put together, a mark of UTF-8 may stand before a line, and
 * Windows PowerShell appends UTF-16 to whatever there is: such lines are read as well.
 */
export const cutLines = (line: Piece, tooLong: () => void, run?: (bytes: Buffer, start: number) => number): Cutter => {
  const narrow: Piece = (bytes, start, end) => {
    const first = isMark(bytes, start) ? start + MARK.length : start
    let last = end
    while (last > first && (bytes[last - 1] === LINE_FEED || bytes[last - 1] === RETURN)) last--
    if (last > first) line(bytes, first, last)
  }
  return cutter(
    (bytes, from) => bytes.indexOf(LINE_FEED, from) + 1 || -1,
    (bytes, start, end) => {
      // The last half of the last letter.
      if (end - start === 1 && bytes[start] === 0) return
      const wide = wideStart(bytes, start, end)
      if (wide < 0) return narrow(bytes, start, end)
      const letters = Buffer.from(bytes.subarray(wide, end).filter((byte) => byte !== 0))
      narrow(letters, 0, letters.length)
    },
    tooLong,
    run,
  )
}
