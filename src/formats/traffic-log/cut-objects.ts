// SPDX-License-Identifier: MIT
import { type Cutter, LONGEST_PIECE, type Piece } from './cut-pieces.ts'

const QUOTE = 34
const BACKSLASH = 92
const OPEN = 123
const CLOSE = 125
const LINE_FEED = 10

/**
 * The outermost objects of JSON, whether they stand in an array, one a line or side by side. A line feed inside of a text, and
 * an object that begins where an outermost one began while that is still open, show damage: the open one is handed over as it
 * is, and the reading goes on.
 */
export const cutObjects = (
  object: Piece,
  tooLong: () => void,
  run: (bytes: Buffer, start: number) => number = (_, start) => start,
): Cutter => {
  let kept: Buffer = Buffer.alloc(0)
  let depth = 0
  let isText = false
  let isEscaped = false
  let column = 0
  let isIndent = true
  let outermost = -1
  /** What was kept of the object stands before these bytes. */
  const give = (chunk: Buffer, start: number, end: number): void => {
    depth = 0
    isText = false
    const bytes = kept.length === 0 ? chunk : Buffer.concat([kept, chunk.subarray(0, end)])
    const [from, to] = kept.length === 0 ? [start, end] : [0, bytes.length]
    kept = Buffer.alloc(0)
    if (to - from > LONGEST_PIECE) tooLong()
    else object(bytes, from, to)
  }
  return {
    push: (bytes) => {
      let start = depth > 0 ? 0 : -1
      for (let at = 0; at < bytes.length; at++) {
        const byte = bytes[at] as number
        if (byte === LINE_FEED) {
          if (isText && start >= 0) {
            give(bytes, start, at)
            start = -1
          }
          isText = false
          isEscaped = false
          column = 0
          isIndent = true
          continue
        }
        if (isText) {
          if (isEscaped) isEscaped = false
          else if (byte === BACKSLASH) isEscaped = true
          else if (byte === QUOTE) isText = false
        } else if (byte === QUOTE) isText = depth > 0
        else if (byte === OPEN) {
          if (depth > 0 && isIndent && column <= outermost) {
            give(bytes, start, at)
            start = -1
          }
          if (depth === 0) {
            // Objects that were read as a whole.
            const next = run(bytes, at)
            if (next > at) {
              at = next - 1
              isIndent = false
              continue
            }
            start = at
            outermost = isIndent ? column : -1
          }
          depth++
        } else if (byte === CLOSE && depth > 0) {
          depth--
          if (depth === 0) {
            give(bytes, start, at + 1)
            start = -1
          }
        }
        if (isIndent) {
          if (byte === 32 || byte === 9) column++
          else isIndent = false
        }
      }
      if (start < 0) return
      kept = Buffer.concat([kept, bytes.subarray(start)])
      if (kept.length <= LONGEST_PIECE) return
      tooLong()
      depth = 0
      kept = Buffer.alloc(0)
    },
    end: () => {
      if (depth > 0 && kept.length > 0) object(kept, 0, kept.length)
      kept = Buffer.alloc(0)
      depth = 0
    },
  }
}
