// SPDX-License-Identifier: MIT
import { type Cutter, cutter, type Piece } from './cut-pieces.ts'

const LINE_FEED = 10

/** Lines without their ends; empty ones are left out. */
export const cutLines = (line: Piece, tooLong: () => void, run?: (bytes: Buffer, start: number) => number): Cutter =>
  cutter(
    (bytes, from) => bytes.indexOf(LINE_FEED, from) + 1 || -1,
    (bytes, start, end) => {
      let last = end
      while (last > start && ((bytes[last - 1] as number) === 10 || (bytes[last - 1] as number) === 13)) last--
      if (last > start) line(bytes, start, last)
    },
    tooLong,
    run,
  )
