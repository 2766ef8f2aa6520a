// SPDX-License-Identifier: MIT
import { type Cutter, LONGEST_PIECE, type Piece } from './cut-pieces.ts'
import { holdsRow } from './holds-row.ts'

const QUOTE = 34
const COLON = 58
const LIST = 91
const BACKSLASH = 92
const OPEN = 123
const CLOSE = 125
const LINE_FEED = 10

/** Rows stand in no more frames: what is looked at once a level may be a megabyte. */
const DEEPEST = 16

/** An object whose end has not come yet. */
interface OpenObject {
  /** Where it begins, counted from the beginning of the outermost one. */
  readonly at: number
  /** Whether it stands in a list, not behind a name. */
  readonly isMember: boolean
  /** Members of its list that were no rows. */
  passed: number
}

/**
 * The objects of JSON that are rows, whether they stand in an array, one a line or side by side: the outermost ones, or, where
 * those hold lists of rows (`{ "value": [ … ] }`, `hits.hits`), the members of these lists. A frame that looks like a row itself
 * is handed over as far as its list, which is damaged. A line feed inside of a text, and an object that begins where an
 * outermost one began while that is still open, show damage: the open one is handed over as it is, and the reading goes on.
 */
export const cutObjects = (
  object: Piece,
  tooLong: () => void,
  run: (bytes: Buffer, start: number) => number = (_, start) => start,
): Cutter => {
  let kept: Buffer = Buffer.alloc(0)
  let opens: OpenObject[] = []
  /** How many frames stand around the objects. */
  let frames = 0
  let isText = false
  let isEscaped = false
  let column = 0
  let isIndent = true
  let outermost = -1
  /** The last letter outside of texts. */
  let before = 0
  const hand: Piece = (bytes, start, end) => (end - start > LONGEST_PIECE ? tooLong() : object(bytes, start, end))
  /** What was kept of the object stands before these bytes. */
  const give = (chunk: Buffer, start: number, end: number, isMember: boolean): void => {
    opens = []
    isText = false
    const bytes = kept.length === 0 ? chunk : Buffer.concat([kept, chunk.subarray(0, end)])
    const [from, to] = kept.length === 0 ? [start, end] : [0, bytes.length]
    kept = Buffer.alloc(0)
    // Of a frame there may be other things to say.
    if (frames === 0 || isMember || holdsRow(bytes, from, to)) hand(bytes, from, to)
  }
  /** Whether an object inside of others is a row, which makes frames of those around it. */
  const isRow = (chunk: Buffer, start: number, { at, isMember }: OpenObject, end: number): boolean => {
    if (!isMember || opens.length > DEEPEST) return false
    const frame = opens.at(-1) as OpenObject
    const bytes = at >= kept.length ? chunk : Buffer.concat([kept, chunk.subarray(0, end)])
    const from = at >= kept.length ? start + at - kept.length : at
    const to = at >= kept.length ? end : bytes.length
    if (!holdsRow(bytes, from, to)) {
      frame.passed++
      return false
    }
    const head = Buffer.concat([kept, chunk.subarray(start, end)]).subarray(0, at)
    kept = Buffer.alloc(0)
    frames += opens.length
    opens = []
    if (holdsRow(head, 0, head.length)) object(head, 0, head.length)
    else for (let passed = 0; passed < frame.passed; passed++) tooLong()
    hand(bytes, from, to)
    return true
  }
  return {
    push: (bytes) => {
      let start = opens.length > 0 ? 0 : -1
      for (let at = 0; at < bytes.length; at++) {
        const byte = bytes[at] as number
        if (byte === LINE_FEED) {
          if (isText && start >= 0) {
            give(bytes, start, at, true)
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
        } else if (byte === QUOTE) isText = opens.length + frames > 0
        else if (byte === OPEN) {
          if (opens.length > 0 && isIndent && column <= outermost) {
            give(bytes, start, at, true)
            start = -1
          }
          if (opens.length === 0) {
            // Objects that were read as a whole.
            const next = run(bytes, at)
            if (next > at) {
              at = next - 1
              isIndent = false
              before = CLOSE
              continue
            }
            start = at
            outermost = isIndent ? column : -1
          }
          opens.push({ at: kept.length + at - start, isMember: before !== COLON, passed: 0 })
        } else if (byte === CLOSE) {
          const closed = opens.pop()
          if (closed === undefined) frames = Math.max(0, frames - 1)
          else if (opens.length === 0) {
            give(bytes, start, at + 1, closed.isMember)
            start = -1
          } else if (isRow(bytes, start, closed, at + 1)) start = -1
        } else if (byte === LIST && opens.length > 0) (opens.at(-1) as OpenObject).passed = 0
        if (byte !== 32 && byte !== 9 && byte !== 13) before = byte
        if (isIndent) {
          if (byte === 32 || byte === 9) column++
          else isIndent = false
        }
      }
      if (start < 0) return
      kept = Buffer.concat([kept, bytes.subarray(start)])
      if (kept.length <= LONGEST_PIECE) return
      tooLong()
      opens = []
      kept = Buffer.alloc(0)
    },
    end: () => {
      if (opens.length > 0 && kept.length > 0) object(kept, 0, kept.length)
      kept = Buffer.alloc(0)
      opens = []
    },
  }
}
