// SPDX-License-Identifier: MIT
import { type Cutter, cutter, type Piece } from './cut-pieces.ts'

const OPEN = Buffer.from('<Event')
const CLOSE = Buffer.from('</Event>')
const BLANKS = /^[\s\0]*$/

/** `Event` elements, with or without a root around them, however they are broken into lines. */
export const cutEvents = (event: Piece, tooLong: () => void, run?: (bytes: Buffer, start: number) => number): Cutter =>
  cutter(
    (bytes, from) => {
      const close = bytes.indexOf(CLOSE, from)
      return close < 0 ? -1 : close + CLOSE.length
    },
    (bytes, start, end) => {
      const isWhole = end - start >= CLOSE.length && CLOSE.compare(bytes, end - CLOSE.length, end) === 0
      if (!isWhole) {
        // Behind the last event stands the end of the root at most; an event that has begun was cut off.
        const rest = bytes.toString('latin1', start, end)
        if (!BLANKS.test(rest.replace(/<\/Events>/, ''))) event(bytes, start, end)
        return
      }
      // An event that was never closed stands before the one that is.
      let open = -1
      for (let at = eventAt(bytes, start, end); at >= 0; at = eventAt(bytes, at + 1, end)) {
        if (open >= 0) event(bytes, open, at)
        open = at
      }
      event(bytes, open < 0 ? start : open, end)
    },
    tooLong,
    run,
  )

/** The next `<Event>` or `<Event xmlns…`; `<EventData>`, `<EventID>` and `<Events>` are others. */
const eventAt = (bytes: Buffer, from: number, end: number): number => {
  for (
    let at = bytes.subarray(0, end).indexOf(OPEN, from);
    at >= 0;
    at = bytes.subarray(0, end).indexOf(OPEN, at + 1)
  ) {
    const next = bytes[at + OPEN.length]
    if (next === 62 || next === 32) return at
  }
  return -1
}
