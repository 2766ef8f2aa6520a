// SPDX-License-Identifier: MIT
import type { AddressBook } from './address-book.ts'
import { knownAddresses } from './known-addresses.ts'
import { AT_FROM, AT_FROM_PORT, AT_TIME, AT_TO, type LogRow } from './log-row.ts'
import { readNumber } from './read-number.ts'
import { readDateAndTime } from './read-time.ts'
import { areEights } from './same-bytes.ts'
import { type ShapeCode, stopTable } from './shape-code.ts'
import {
  BACKSLASH,
  BLANK,
  KIND_BITS,
  LENGTH_AT,
  LINE_FEED,
  LONGEST_STRETCH,
  MARGIN,
  MOST_CHANGES,
  NEXT,
  NINE,
  PARAM,
  QUOTE,
  RETURN,
  STEP,
  TAB,
  TEXT,
  ZERO,
} from './shape-numbers.ts'

/** What may stand behind a backslash of JSON, code points apart. */
const ESCAPED = stopTable('"\\/bfnrt')
ESCAPED[LINE_FEED] = 0
ESCAPED[RETURN] = 0

export interface ShapeMatcher {
  /**
   * Reads ends and time of a row of a shape into the row, from a step on that begins at a place; gives where the row ends, -1
   * where it is of another shape.
   */
  readonly match: (shape: ShapeCode, bytes: Buffer, view: DataView, step: number, start: number) => number
  /**
   * The step that failed last for the text behind its value (-1: for another reason), where it began, and where the stretch
   * began that stands before it or around it.
   */
  readonly failed: { step: number; at: number; stretch: number }
  /** Where the computer's name stood in the row that was read last, and the port that differs most. */
  readonly places: { host: number; hostEnd: number; port: number }
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

/** Seconds since 1970 with ten digits, which they have from 2001 to 2106; 0 where there are others. */
const knownSeconds = (): ((bytes: Buffer, view: DataView, at: number) => number) => {
  let first = 0
  let last = 0
  let time = 0
  return (bytes, view, at) => {
    const eight = view.getFloat64(at, true)
    // With the letter behind them.
    const four = view.getInt32(at + 7, true)
    if (eight === first && four === last && time !== 0) return time
    first = eight
    last = four
    const isNext = (bytes[at + 10] as number) >= ZERO && (bytes[at + 10] as number) <= NINE
    time = bytes[at] === ZERO || isNext ? 0 : Math.max(readNumber(bytes, at, at + 10), 0)
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

/** Keeps the text of a stretch, if it is one that numbers tell. */
const keepStretch = (
  { kept, lengths, changes }: ShapeCode,
  stretch: number,
  view: DataView,
  start: number,
  end: number,
) => {
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
  const secondsAt = knownSeconds()
  const places = { host: 0, hostEnd: 0, port: 0 }
  const failed = { step: 0, at: 0, stretch: 0 }
  const fail = (step: number, at: number, stretch: number): number => {
    failed.step = step
    failed.at = at
    failed.stretch = stretch
    return -1
  }

  const match: ShapeMatcher['match'] = (shape, bytes, view, from, start) => {
    const { code, texts, stops, kept, lengths, changes } = shape
    const limit = bytes.length - MARGIN
    failed.step = -1
    if (start >= limit) return -1
    let at = start
    let began = start
    for (let step = from; ; step += STEP) {
      const first = at
      const said = code[step] as number
      const kind = said & KIND_BITS
      const length = said >>> LENGTH_AT
      const param = code[step + PARAM] as number
      switch (kind) {
        case 0 /* from */:
          at = addressAt(bytes, view, at, param, row, AT_FROM)
          if (at < 0) return -1
          break
        case 1 /* to */:
          at = addressAt(bytes, view, at, param, row, AT_TO)
          if (at < 0) return -1
          break
        case 2: /* fromPort */
        case 3: /* toPort */ {
          let value = 0
          let digit = (bytes[at] as number) - ZERO
          if (digit === 0) return -1
          for (; digit >= 0 && digit <= 9; digit = (bytes[++at] as number) - ZERO) value = value * 10 + digit
          if (at === first || value > 0xffff) return -1
          row[kind] = value
          // Nearly every row has another, so that it tells rows apart at once.
          if (kind === AT_FROM_PORT) places.port = first
          break
        }
        case 5: /* seconds */ {
          const seconds = secondsAt(bytes, view, at)
          if (seconds === 0) return -1
          row[AT_TIME] = seconds
          at += 10
          break
        }
        case 4: /* time */ {
          const seconds = timeAt(bytes, view, at)
          if (seconds === 0 || bytes[at + 10] !== param) return -1
          row[AT_TIME] = seconds
          at += 19
          break
        }
        case 6: /* skip */
        case 7: /* host */ {
          const table = stops[step >>> 2] as Uint8Array
          while (at < limit && table[bytes[at] as number] === 0) at++
          if (at === first) return -1
          if (kind === 7) {
            places.host = first
            places.hostEnd = at
          }
          break
        }
        case 8 /* blanks */:
          while (at < limit && (bytes[at] === BLANK || bytes[at] === TAB)) at++
          if (at === first) return -1
          break
        case 9 /* number */:
          while (at < limit && (bytes[at] as number) >= ZERO && (bytes[at] as number) <= NINE) at++
          if (at === first || (at - first > 1 && bytes[first] === ZERO)) return -1
          break
        case 10 /* string */:
          at = stringEnd(bytes, at, limit)
          if (at < 0) return -1
          break
        case 11 /* text */:
          at = textEnd(bytes, at)
          if (at < 0) return -1
          break
        case 12 /* cells */:
          at = cellsEnd(bytes, at, param & 255, param >>> 8, limit)
          if (at < 0) return -1
          break
        case 13 /* lastCells */:
          at = lineEnd(bytes, at, param & 255, param >>> 8, limit)
          if (at < 0) return -1
          break
        case 14 /* rest */:
          while (at < limit && bytes[at] !== LINE_FEED) at++
          if (bytes[at] !== LINE_FEED) return -1
          at++
          break
        case 15 /* end */:
          if (bytes[at] === RETURN) at++
          if (bytes[at] !== LINE_FEED) return -1
          at++
          break
        case 17: /* stretch */ {
          const same = lengths[param] as number
          if (same > 0 && at + same < limit) {
            if (areEights(view, at, same, kept, param * LONGEST_STRETCH)) {
              at += same
              step = (code[step + NEXT] as number) - STEP
              continue
            }
          }
          began = at
          break
        }
        case 18 /* kept */:
          if ((changes[param] as number) <= MOST_CHANGES) keepStretch(shape, param, view, began, at)
          break
        case 16 /* only */:
          break
        default:
          return at
      }
      // The text behind the value. One place alone says that it is not there: code that has not run yet costs a second compile.
      const isThere =
        length === 0
          ? at < limit
          : length <= 4
            ? at < limit && (view.getInt32(at, true) ^ (code[step + TEXT] as number)) << (8 * (4 - length)) === 0
            : at + length < limit && areEights(view, at, length, texts, code[step + TEXT] as number)
      if (!isThere) return fail(step, first, began)
      at += length
    }
  }
  return { match, places, failed }
}
