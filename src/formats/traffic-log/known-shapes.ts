// SPDX-License-Identifier: MIT
import type { AddressBook } from './address-book.ts'
import { type LogRow, ROW, TCP, UDP } from './log-row.ts'
import type { RowShape, ValueKind } from './row-shape.ts'
import { type ShapeCode, shapeCode } from './shape-code.ts'
import { type ShapeMatcher, shapeMatcher } from './shape-matcher.ts'

/** A shape and what every row of it says beside ends and time. */
export interface KnownShape extends ShapeCode {
  readonly said: LogRow
  readonly hasTime: boolean
  readonly hasHost: boolean
  /** What the clock of the text is behind the one that counts. */
  readonly shift: number
}

/** The shapes of rows that were read before. */
export interface KnownShapes {
  /** Reads ends and time of the row at a place by whichever shape it has; gives where it ends, or -1. */
  readonly match: (bytes: Buffer, view: DataView, start: number) => number
  /** The shape of the row that was read last. */
  readonly last: () => KnownShape
  readonly places: ShapeMatcher['places']
  readonly isEmpty: () => boolean
  /** Looks at a row that says what it was told to say. */
  readonly learn: (bytes: Buffer, start: number, end: number, told: LogRow) => void
  readonly forget: () => void
}

const MOST_SHAPES = 24
/** Learning pays where shapes come back: without hits there is an end to it. */
const MOST_LEARNED = 64
const HITS_FOR_ANOTHER = 64

/** Whether a shape says once where the ends are, and when, if at all. */
const isClear = ({ steps }: RowShape): boolean => {
  const times = (...kinds: readonly ValueKind[]): number => steps.filter(({ kind }) => kinds.includes(kind)).length
  const ends = ['from', 'to', 'fromPort', 'toPort'] as const
  return ends.every((end) => times(end) === 1) && times('time', 'seconds') <= 1 && times('host') <= 1
}

const hasTime = ({ steps }: RowShape): boolean => steps.some(({ kind }) => kind === 'time' || kind === 'seconds')

const viewOf = (bytes: Buffer): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length)

/** `shapeOf` gives the shape of a row, `gaps` says which bytes may stand before one. */
export const knownShapes = (
  row: LogRow,
  book: AddressBook,
  shapeOf: (piece: string) => RowShape | null,
  gapEnd: (bytes: Buffer, start: number) => number,
): KnownShapes => {
  const { match, places } = shapeMatcher(row, book)
  const shapes: KnownShape[] = []
  let usual = 0
  let hits = 0
  let learned = 0

  const matchAny: KnownShapes['match'] = (bytes, view, start) => {
    for (let shape = 0, next = usual; shape < shapes.length; shape++) {
      const end = match(shapes[next] as KnownShape, bytes, view, start)
      if (end >= 0) {
        usual = next
        hits++
        return end
      }
      next = shape < usual ? shape : shape + 1
    }
    return -1
  }

  /** Whether a shape says of its row what the reader of any row says. */
  const isRight = (code: ShapeCode, shape: RowShape, bytes: Buffer, length: number, told: LogRow): boolean => {
    row.fill(0xffff_ffff)
    row[ROW.time] = 0
    const end = match(code, bytes, viewOf(bytes), gapEnd(bytes, 0))
    row[ROW.time] = (row[ROW.time] as number) + shape.shift
    const isSame = [ROW.time, ROW.from, ROW.to, ROW.fromPort, ROW.toPort].every((word) => row[word] === told[word])
    return end >= length && isSame && hasTime(shape) === (told[ROW.time] !== 0)
  }

  return {
    match: matchAny,
    last: () => shapes[usual] as KnownShape,
    places,
    isEmpty: () => shapes.length === 0,
    forget: () => {
      shapes.length = 0
      usual = 0
    },
    learn: (bytes, start, end, told) => {
      const protocol = told[ROW.protocol] as number
      if ((protocol !== TCP && protocol !== UDP) || told[ROW.fromPort] === 0 || told[ROW.toPort] === 0) return
      if (learned > MOST_LEARNED + hits / HITS_FOR_ANOTHER) return
      const line = bytes.toString('latin1', start, end)
      const copy = Buffer.from(`${line}\n${'\0'.repeat(128)}`, 'latin1')
      // The row has a known shape, and stood where two chunks meet.
      if (matchAny(copy, viewOf(copy), gapEnd(copy, 0)) >= 0) return
      learned++
      const shape = shapeOf(line)
      const code = shape === null ? null : shapeCode(shape)
      if (shape === null || code === null || !isClear(shape) || !isRight(code, shape, copy, line.length, told)) return
      const known = {
        ...code,
        said: told.slice(),
        hasTime: hasTime(shape),
        hasHost: shape.steps.some(({ kind }) => kind === 'host'),
        shift: shape.shift,
      }
      shapes[shapes.length < MOST_SHAPES ? shapes.length : learned % MOST_SHAPES] = known
    },
  }
}
