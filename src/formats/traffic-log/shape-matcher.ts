// SPDX-License-Identifier: MIT
import type { AddressBook } from './address-book.ts'
import { knownAddresses } from './known-addresses.ts'
import { type LogRow, ROW } from './log-row.ts'
import { readDateAndTime } from './read-time.ts'
import type { RowShape, ValueKind } from './row-shape.ts'

const KINDS: Readonly<Record<ValueKind, number>> = {
  from: 0,
  to: 1,
  fromPort: 2,
  toPort: 3,
  time: 4,
  seconds: 5,
  skip: 6,
  host: 7,
  blanks: 8,
  number: 9,
  string: 10,
  rest: 11,
  end: 12,
}

/** A shape in numbers: for each step its kind, what stops it, and the text behind it in words of four letters. */
export interface Matchable {
  readonly code: Int32Array
  readonly steps: number
  /** By the number of the step. */
  readonly stops: readonly Uint8Array[]
}

const four = (letter: string): number => Math.imul(letter.charCodeAt(0), 0x01010101)

const stopTable = (letters: string): Uint8Array => {
  const table = new Uint8Array(256)
  for (const letter of `${letters}\n\r`) table[letter.charCodeAt(0)] = 1
  return table
}

const wordsOf = (text: string): readonly number[] => {
  const whole = text.length >> 2
  const tail = text.length & 3
  const bytes = Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(4)])
  const mask = tail === 0 ? 0 : (1 << (8 * tail)) - 1
  return [
    whole,
    ...Array.from({ length: whole }, (_, index) => bytes.readInt32LE(index * 4)),
    mask,
    bytes.readInt32LE(whole * 4) & mask,
    text.length,
  ]
}

/** Of an address the letter behind it, four times over; of a time the letter between date and time. */
const paramOf = (kind: ValueKind, stops: string, behind: string): number =>
  kind === 'time' ? stops.charCodeAt(0) : behind === '' ? four('\n') : four(behind)

export const matchable = ({ before, steps }: RowShape): Matchable => ({
  steps: steps.length,
  stops: steps.map(({ stops }) => stopTable(stops)),
  code: Int32Array.from([
    ...wordsOf(before),
    ...steps.flatMap(({ kind, stops, behind }) => [KINDS[kind], paramOf(kind, stops, behind), ...wordsOf(behind)]),
  ]),
})

/** Bytes behind a text that are looked at with it. */
const MARGIN = 48
/** No row that is longer is taken by its shape. */
const LONGEST = 65_536
const [LINE_FEED, RETURN, BLANK, TAB, ZERO, QUOTE, BACKSLASH] = [10, 13, 32, 9, 48, 34, 92]
/** What may stand behind a backslash of JSON, code points apart. */
const ESCAPED = stopTable('"\\/bfnrt')
ESCAPED[LINE_FEED] = 0
ESCAPED[RETURN] = 0

export interface ShapeMatcher {
  /** Reads ends and time of a row of a shape into the row; gives where the row ends, -1 where it is of another shape. */
  readonly match: (shape: Matchable, bytes: Buffer, view: DataView, start: number) => number
  /** Where the computer's name stood in the row that was read last. */
  readonly host: { start: number; end: number }
}

export const shapeMatcher = (row: LogRow, book: AddressBook): ShapeMatcher => {
  const addressAt = knownAddresses(book)
  const host = { start: 0, end: 0 }
  const clock = new Int32Array(5)
  let time = 0

  /** Seconds of a date and time; many rows share theirs with the row before. */
  const timeAt = (view: DataView, bytes: Buffer, at: number): number => {
    const a = view.getInt32(at, true)
    const b = view.getInt32(at + 4, true)
    const c = view.getInt32(at + 8, true)
    const d = view.getInt32(at + 12, true)
    const e = view.getInt32(at + 15, true)
    if (a === clock[0] && b === clock[1] && c === clock[2] && d === clock[3] && e === clock[4]) return time
    clock[0] = a
    clock[1] = b
    clock[2] = c
    clock[3] = d
    clock[4] = e
    time = readDateAndTime(bytes, at, at + 11)
    return time
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

  const match = ({ code, steps, stops }: Matchable, bytes: Buffer, view: DataView, start: number): number => {
    const limit = bytes.length - MARGIN
    let at = start
    let place = 0
    for (let step = -1; ; ) {
      // The text before the first value, or behind one.
      const whole = code[place++] as number
      if (at + 4 * whole >= limit) return -1
      for (let word = 0; word < whole; word++, at += 4) if (view.getInt32(at, true) !== code[place++]) return -1
      const mask = code[place++] as number
      if ((view.getInt32(at, true) & mask) !== code[place++]) return -1
      at += (code[place++] as number) & 3
      if (++step === steps) return at - start > LONGEST ? -1 : at
      const kind = code[place++] as number
      const stop = code[place++] as number
      const first = at
      switch (kind) {
        case 0:
        case 1:
          at = addressAt(bytes, view, at, stop, row, kind)
          if (at < 0) return -1
          break
        case 2:
        case 3: {
          let port = 0
          if (bytes[at] === ZERO) return -1
          for (
            let digit = (bytes[at] as number) - ZERO;
            digit >= 0 && digit <= 9;
            digit = (bytes[++at] as number) - ZERO
          )
            port = port * 10 + digit
          if (at === first || at - first > 5 || port > 65_535) return -1
          row[kind] = port
          break
        }
        case 4: {
          const seconds = timeAt(view, bytes, at)
          if (seconds === 0 || bytes[at + 10] !== stop) return -1
          row[ROW.time] = seconds
          at += 19
          break
        }
        case 5: {
          let seconds = 0
          if (bytes[at] === ZERO) return -1
          for (
            let digit = (bytes[at] as number) - ZERO;
            digit >= 0 && digit <= 9;
            digit = (bytes[++at] as number) - ZERO
          )
            seconds = seconds * 10 + digit
          if (at === first || at - first > 10 || seconds > 0xffff_ffff) return -1
          row[ROW.time] = seconds
          break
        }
        case 6:
        case 7: {
          const table = stops[step] as Uint8Array
          while (at < limit && table[bytes[at] as number] === 0) at++
          if (at === first) return -1
          if (kind === 7) {
            host.start = first
            host.end = at
          }
          break
        }
        case 8:
          while (at < limit && (bytes[at] === BLANK || bytes[at] === TAB)) at++
          if (at === first) return -1
          break
        case 9:
          while (at < limit && (bytes[at] as number) >= ZERO && (bytes[at] as number) <= 57) at++
          if (at === first || (at - first > 1 && bytes[first] === ZERO)) return -1
          break
        case 10:
          at = stringEnd(bytes, at, limit)
          if (at < 0) return -1
          break
        case 11:
          while (at < limit && bytes[at] !== LINE_FEED) at++
          if (bytes[at] !== LINE_FEED) return -1
          at++
          break
        default:
          if (bytes[at] === RETURN) at++
          if (bytes[at] !== LINE_FEED) return -1
          at++
      }
    }
  }
  return { match, host }
}
