// SPDX-License-Identifier: MIT
import { type LogRow, ROW, ROW_LENGTH, TCP, UDP } from './log-row.ts'
import type { LogReader, LogSink, OpenLogReader } from './log-sink.ts'
import type { RowShape, ValueKind } from './row-shape.ts'
import { type Matchable, matchable, shapeMatcher } from './shape-matcher.ts'

/** A shape and what every row of it says beside ends and time. */
interface UsualRow extends Matchable {
  readonly said: LogRow
  readonly hasHost: boolean
  /** What the clock of the text is behind the one that counts. */
  readonly shift: number
}

const MOST_SHAPES = 24
/** Learning pays where shapes come back: without hits there is an end to it. */
const MOST_LEARNED = 64
const ROWS_FOR_ANOTHER = 64

/** Whether a shape says once where the ends are, and when, if at all. */
const isClear = ({ steps }: RowShape): boolean => {
  const times = (...kinds: readonly ValueKind[]): number => steps.filter(({ kind }) => kinds.includes(kind)).length
  const ends = ['from', 'to', 'fromPort', 'toPort'] as const
  return ends.every((end) => times(end) === 1) && times('time', 'seconds') <= 1 && times('host') <= 1
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
    const reader = open(watched)
    const { shapeOf, layout, tell } = reader
    if (shapeOf === undefined) return reader
    const { match, host } = shapeMatcher(row, book)
    const gaps = new Uint8Array(256)
    for (const letter of between) gaps[letter.charCodeAt(0)] = 1
    let shapes: UsualRow[] = []
    let known: unknown = null
    let usual = 0
    let learned = 0
    let hits = 0
    let viewed: Buffer = Buffer.alloc(0)
    let view = new DataView(viewed.buffer)

    const gapEnd = (bytes: Buffer, start: number): number => {
      let at = start
      while (gaps[bytes[at] as number] === 1) at++
      return at
    }

    const learn = (bytes: Buffer, start: number, end: number): void => {
      const protocol = told[ROW.protocol] as number
      if ((protocol !== TCP && protocol !== UDP) || told[ROW.fromPort] === 0 || told[ROW.toPort] === 0) return
      if (learned > MOST_LEARNED + hits / ROWS_FOR_ANOTHER) return
      learned++
      const line = bytes.toString('latin1', start, end)
      const shape = shapeOf(line)
      if (shape === null || !isClear(shape)) return
      const made = matchable(shape)
      const copy = Buffer.from(`${line}\n${'\0'.repeat(128)}`, 'latin1')
      row.fill(0xffff_ffff)
      row[ROW.time] = 0
      const read = match(made, copy, new DataView(copy.buffer, copy.byteOffset, copy.length), gapEnd(copy, 0))
      row[ROW.time] = (row[ROW.time] as number) + shape.shift
      const isSame = [ROW.time, ROW.from, ROW.to, ROW.fromPort, ROW.toPort].every((word) => row[word] === told[word])
      const hasTime = shape.steps.some(({ kind }) => kind === 'time' || kind === 'seconds')
      if (read < line.length || !isSame || hasTime !== (told[ROW.time] !== 0)) return
      const usualRow = {
        ...made,
        said: told.slice(),
        hasHost: shape.steps.some(({ kind }) => kind === 'host'),
        shift: shape.shift,
      }
      if (shapes.length < MOST_SHAPES) shapes.push(usualRow)
      else shapes[learned % MOST_SHAPES] = usualRow
    }

    const piece: LogReader['piece'] = (bytes, start, end) => {
      isTold = false
      reader.piece(bytes, start, end)
      if (layout !== undefined && layout() !== known) {
        known = layout()
        shapes = []
        usual = 0
      }
      if (isTold) learn(bytes, start, end)
    }

    /** Reads one row by whichever shape it has; gives where it ends, or -1. */
    const rowAt = (bytes: Buffer, start: number): number => {
      for (let shape = 0, next = usual; shape < shapes.length; shape++) {
        const end = match(shapes[next] as UsualRow, bytes, view, start)
        if (end >= 0) {
          usual = next
          return end
        }
        next = shape < usual ? shape : shape + 1
      }
      return -1
    }

    const run = (bytes: Buffer, start: number): number => {
      if (shapes.length === 0) return start
      if (bytes !== viewed) {
        viewed = bytes
        view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
      }
      let at = start
      for (;;) {
        const end = rowAt(bytes, gapEnd(bytes, at))
        if (end < 0 || book.isV4(row[ROW.from] as number) !== book.isV4(row[ROW.to] as number)) return at
        const { said, hasHost, shift } = shapes[usual] as UsualRow
        row[ROW.time] = (row[ROW.time] as number) + shift
        for (let word: number = ROW.protocol; word < ROW_LENGTH; word++) row[word] = said[word] as number
        if (hasHost) tell?.(bytes, host.start, host.end)
        sink.packets()
        hits++
        at = end
      }
    }
    return { ...reader, piece, run }
  }
