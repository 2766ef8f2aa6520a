// SPDX-License-Identifier: MIT
import { knownShapes } from './known-shapes.ts'
import { AT_FROM, AT_PROTOCOL, AT_TIME, AT_TO, ROW_LENGTH } from './log-row.ts'
import type { LogReader, LogSink, OpenLogReader } from './log-sink.ts'
import { firstOther } from './same-bytes.ts'

/** Finds where bytes end that may stand between rows. */
const gapFinder = (letters: string): ((bytes: Buffer, start: number) => number) => {
  const gaps = new Uint8Array(256)
  for (const letter of letters) gaps[letter.charCodeAt(0)] = 1
  return (bytes, start) => {
    let at = start
    while (at < bytes.length && gaps[bytes[at] as number] === 1) at++
    return at
  }
}

/**
 * Reads most rows by their shape. The reader of any row says what a row means; every row that differs from it in ends, ports,
 * time and unread values alone means the same of these, and is read in one pass over its bytes. Whatever has another shape
 * goes to the reader of any row, which decides about it as if there were no shapes. `between` may stand between rows.
 */
export const usualRows =
  (open: OpenLogReader, between = ''): OpenLogReader =>
  (sink) => {
    const { row, book } = sink
    /** The row as the reader of any row handed it over last. */
    const told = new Uint32Array(ROW_LENGTH)
    let isTold = false
    const watched: LogSink = {
      ...sink,
      packets: () => {
        told.set(row)
        isTold = true
        sink.packets()
      },
    }
    let reader = open(watched)
    const gapEnd = gapFinder(between)
    const shapes = knownShapes(row, book, (piece) => reader.shapeOf?.(piece) ?? null, gapEnd)
    let known: unknown = null
    let viewed: Buffer = Buffer.alloc(0)
    let view = new DataView(viewed.buffer)

    const piece: LogReader['piece'] = (bytes, start, end) => {
      isTold = false
      reader.piece(bytes, start, end)
      const layout = reader.layout?.() ?? null
      if (layout !== known) {
        known = layout
        shapes.forget()
      }
      if (isTold) shapes.learn(bytes, start, end, told)
    }

    /** Reads one row of a known shape; gives where it ends, or -1. */
    const usualRow = (bytes: Buffer, start: number): number => {
      const end = shapes.match(bytes, view, start)
      if (end < 0 || book.isV4(row[AT_FROM] as number) !== book.isV4(row[AT_TO] as number)) return -1
      const { said, hasTime, hasHost, shift } = shapes.last()
      row[AT_TIME] = hasTime ? (row[AT_TIME] as number) + shift : 0
      for (let word: number = AT_PROTOCOL; word < ROW_LENGTH; word++) row[word] = said[word] as number
      if (hasHost) reader.tell?.(bytes, shapes.places.host, shapes.places.hostEnd)
      sink.packets()
      return end
    }

    /** Where two rows differed that were compared last. */
    let other = 0
    /** Whether a row begins that is the one before to the letter. What differs most is looked at first. */
    const isSame = (before: number, from: number, length: number, port: number): boolean => {
      if (
        length < 8 ||
        from + length + 8 > viewed.length ||
        view.getInt32(before + port, true) !== view.getInt32(from + port, true) ||
        (other <= length - 8 && view.getFloat64(before + other, true) !== view.getFloat64(from + other, true))
      )
        return false
      const place = firstOther(view, before, from, length)
      if (place < 0) return true
      other = place
      return false
    }

    const run = (bytes: Buffer, start: number): number => {
      if (shapes.isEmpty()) return start
      if (bytes !== viewed) {
        viewed = bytes
        view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
      }
      let at = start
      let before = 0
      let length = 0
      let port = 0
      for (;;) {
        const from = gapEnd(bytes, at)
        if (isSame(before, from, length, port) && sink.again()) {
          before = from
          at = from + length
          continue
        }
        const end = usualRow(bytes, from)
        if (end < 0) return at
        port = shapes.places.port - from
        before = from
        length = end - from
        at = end
      }
    }
    const begin = (): void => {
      reader = open(watched)
      shapes.begin()
      known = null
    }
    return { piece, run, begin }
  }
