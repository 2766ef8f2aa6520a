// SPDX-License-Identifier: MIT
import type { AddressBook } from './address-book.ts'
import { knownAddresses } from './known-addresses.ts'
import { type LogRow, ROW } from './log-row.ts'
import { readDateAndTime } from './read-time.ts'
import {
  EIGHTS,
  KIND,
  LENGTH,
  LONGEST_STRETCH,
  MASK,
  NEXT,
  PARAM,
  type ShapeCode,
  STEP,
  stopTable,
  TEXT,
  WORD,
} from './shape-code.ts'

/** Bytes behind a text that are looked at with it. */
const MARGIN = 64
/** No row that is longer is taken by its shape. */
const LONGEST = 65_536
/** A stretch that was another so often is not kept any more. */
const MOST_CHANGES = 256
const [LINE_FEED, RETURN, BLANK, TAB, ZERO, NINE, QUOTE, BACKSLASH] = [10, 13, 32, 9, 48, 57, 34, 92]
/** What may stand behind a backslash of JSON, code points apart. */
const ESCAPED = stopTable('"\\/bfnrt')
ESCAPED[LINE_FEED] = 0
ESCAPED[RETURN] = 0

export interface ShapeMatcher {
  /** Reads ends and time of a row of a shape into the row; gives where the row ends, -1 where it is of another shape. */
  readonly match: (shape: ShapeCode, bytes: Buffer, view: DataView, start: number) => number
  /** Where the computer's name stood in the row that was read last. */
  readonly host: { start: number; end: number }
}

/** Seconds of a date and time; many rows share theirs with the row before. */
const knownTimes = (): ((bytes: Buffer, view: DataView, at: number) => number) => {
  const text = new Float64Array(2)
  let last = 0
  let time = 0
  return (bytes, view, at) => {
    const first = view.getFloat64(at, true)
    const second = view.getFloat64(at + 8, true)
    const third = view.getInt32(at + 15, true)
    if (first === text[0] && second === text[1] && third === last && time !== 0) return time
    text[0] = first
    text[1] = second
    last = third
    time = readDateAndTime(bytes, at, at + 11)
    return time
  }
}

/** Where a string of JSON ends: the place of its quote; -1 where something is in it that is none. */
const stringEnd = (bytes: Buffer, start: number, limit: number): number => {
  let at = start
  while (at < limit) {
    const byte = bytes[at] as number
    if (byte === QUOTE) return at
    if (byte < BLANK) return -1
    if (byte === BACKSLASH && ESCAPED[bytes[++at] as number] === 0) return -1
    at++
  }
  return -1
}

/** The same of a long one on a line of its own, whatever the line holds; -1 where it does not end on it. */
const textEnd = (bytes: Buffer, start: number): number => {
  const end = bytes.indexOf(LINE_FEED, start)
  for (let at = bytes.indexOf(QUOTE, start); at >= 0 && at < end; at = bytes.indexOf(QUOTE, at + 1)) {
    let first = at
    while (bytes[first - 1] === BACKSLASH) first--
    if ((at - first) % 2 === 0) return at
  }
  return -1
}

/** Where the cells of a line end that have so many separators, each behind one; -1 where the line ends before. */
const cellsEnd = (bytes: Buffer, start: number, separator: number, count: number, limit: number): number => {
  let at = start
  for (let left = count; left > 0 && at < limit; at++) {
    const byte = bytes[at] as number
    if (byte === LINE_FEED) return -1
    // One for a separator, without a branch that nobody can foresee.
    left -= ((byte ^ separator) - 1) >>> 31
  }
  return at < limit ? at : -1
}

/** Where a line ends with so many separators in it; -1 where it has more or fewer. */
const lineEnd = (bytes: Buffer, start: number, separator: number, count: number, limit: number): number => {
  let at = start
  let found = 0
  for (let byte = bytes[at] as number; byte !== LINE_FEED && at < limit; byte = bytes[++at] as number)
    found += ((byte ^ separator) - 1) >>> 31
  return bytes[at] === LINE_FEED && found === count ? at + 1 : -1
}

/** Where a text ends that may be the one of these eights; -1 where it is another. */
const sameEnd = (view: DataView, start: number, eights: Float64Array, place: number, length: number): number => {
  const whole = length >>> 3
  for (let eight = 0; eight < whole; eight++)
    if (view.getFloat64(start + 8 * eight, true) !== eights[place + eight]) return -1
  if ((length & 7) !== 0 && view.getFloat64(start + length - 8, true) !== eights[place + whole]) return -1
  return start + length
}

/** Keeps the text of a stretch, if it is one that numbers tell. */
const keepStretch = ({ kept, lengths, changes }: ShapeCode, stretch: number, view: DataView, start: number, end: number) => {
  const length = end - start
  lengths[stretch] = 0
  changes[stretch] = (changes[stretch] as number) + 1
  if (length < 8 || length > 8 * LONGEST_STRETCH || (changes[stretch] as number) > MOST_CHANGES) return
  let place = stretch * LONGEST_STRETCH
  for (let at = start; at < end; at += 8) {
    const eight = view.getFloat64(Math.min(at, end - 8), true)
    if (eight === 0) return
    kept[place++] = eight
  }
  lengths[stretch] = length
}

export const shapeMatcher = (row: LogRow, book: AddressBook): ShapeMatcher => {
  const addressAt = knownAddresses(book)
  const timeAt = knownTimes()
  const host = { start: 0, end: 0 }

  const match = (shape: ShapeCode, bytes: Buffer, view: DataView, start: number): number => {
    const { code, texts, stops, kept, lengths, changes } = shape
    const limit = bytes.length - MARGIN
    if (start >= limit) return -1
    let at = start
    let began = start
    for (let step = 0; ; step += STEP) {
      const first = at
      const kind = code[step] as number
      const param = code[step + PARAM] as number
      switch (kind) {
        case 0: /* from */
          at = addressAt(bytes, view, at, param, row, ROW.from)
          if (at < 0) return -1
          break
        case 1: /* to */
          at = addressAt(bytes, view, at, param, row, ROW.to)
          if (at < 0) return -1
          break
        case 2: /* fromPort */
        case 3: /* toPort */
        case 5: /* seconds */ {
          let value = 0
          if (bytes[at] === ZERO) return -1
          for (
            let digit = (bytes[at] as number) - ZERO;
            digit >= 0 && digit <= 9;
            digit = (bytes[++at] as number) - ZERO
          )
            value = value * 10 + digit
          const isPort = kind !== KIND.seconds
          if (at === first || at - first > (isPort ? 5 : 10) || value > (isPort ? 0xffff : 0xffff_ffff)) return -1
          row[isPort ? kind : ROW.time] = value
          break
        }
        case 4: /* time */ {
          const seconds = timeAt(bytes, view, at)
          if (seconds === 0 || bytes[at + 10] !== param) return -1
          row[ROW.time] = seconds
          at += 19
          break
        }
        case 6: /* skip */
        case 7: /* host */ {
          const table = stops[step >>> 3] as Uint8Array
          while (at < limit && table[bytes[at] as number] === 0) at++
          if (at === first) return -1
          if (kind === KIND.host) {
            host.start = first
            host.end = at
          }
          break
        }
        case 8: /* blanks */
          while (at < limit && (bytes[at] === BLANK || bytes[at] === TAB)) at++
          if (at === first) return -1
          break
        case 9: /* number */
          while (at < limit && (bytes[at] as number) >= ZERO && (bytes[at] as number) <= NINE) at++
          if (at === first || (at - first > 1 && bytes[first] === ZERO)) return -1
          break
        case 10: /* string */
          at = stringEnd(bytes, at, limit)
          if (at < 0) return -1
          break
        case 11: /* text */
          at = textEnd(bytes, at)
          if (at < 0) return -1
          break
        case 12: /* cells */
          at = cellsEnd(bytes, at, param & 255, param >>> 8, limit)
          if (at < 0) return -1
          break
        case 13: /* lastCells */
          at = lineEnd(bytes, at, param & 255, param >>> 8, limit)
          if (at < 0) return -1
          break
        case 14: /* rest */
          while (at < limit && bytes[at] !== LINE_FEED) at++
          if (bytes[at] !== LINE_FEED) return -1
          at++
          break
        case 15: /* end */
          if (bytes[at] === RETURN) at++
          if (bytes[at] !== LINE_FEED) return -1
          at++
          break
        case 17: /* stretch */ {
          const length = lengths[param] as number
          if (length > 0 && at + length < limit) {
            const end = sameEnd(view, at, kept, param * LONGEST_STRETCH, length)
            if (end >= 0) {
              at = end
              step = (code[step + NEXT] as number) - STEP
              continue
            }
          }
          began = at
          break
        }
        case 18: /* kept */
          if ((changes[param] as number) <= MOST_CHANGES) keepStretch(shape, param, view, began, at)
          break
        case 16: /* only */
          break
        default:
          return at - start > LONGEST ? -1 : at
      }
      // The text behind the value.
      if (at >= limit) return -1
      const eights = code[step + EIGHTS] as number
      if (eights === 0) {
        if ((view.getInt32(at, true) & (code[step + MASK] as number)) !== code[step + WORD]) return -1
        at += code[step + LENGTH] as number
      } else {
        const length = code[step + LENGTH] as number
        if (at + length >= limit) return -1
        at = sameEnd(view, at, texts, code[step + TEXT] as number, length)
        if (at < 0) return -1
      }
    }
  }
  return { match, host }
}
