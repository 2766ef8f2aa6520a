// SPDX-License-Identifier: MIT
import type { AddressBook } from './address-book.ts'
import { type LogRow, ROW, TCP, UDP } from './log-row.ts'
import type { RowShape, ValueKind } from './row-shape.ts'
import { type ShapeCode, shapeCode } from './shape-code.ts'
import { type ShapeMatcher, shapeMatcher } from './shape-matcher.ts'
import { LONGEST_ROW } from './shape-numbers.ts'
import { sharedSteps } from './shared-steps.ts'

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
  /** Forgets them for another file. */
  readonly begin: () => void
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
  const { match, places, failed } = shapeMatcher(row, book)
  const shapes: KnownShape[] = []
  /** How far each two of them read a row in the same way. */
  const differs = new Int32Array(MOST_SHAPES * MOST_SHAPES)
  const resumes = new Int32Array(MOST_SHAPES * MOST_SHAPES)
  let usual = 0
  let hits = 0
  let learned = 0

  /** What fails where two shapes are still the same fails in both; what they have in common is not read twice. */
  const matchAny: KnownShapes['match'] = (bytes, view, start) => {
    let tried = -1
    for (let shape = 0, next = usual; shape < shapes.length; shape++) {
      let step = 0
      let at = start
      if (tried >= 0) {
        const pair = tried * MOST_SHAPES + next
        const differ = differs[pair] as number
        if (failed.step === differ) {
          step = resumes[pair] as number
          at = step === differ ? failed.at : failed.stretch
        }
        if (failed.step >= 0 && failed.step < differ) step = -1
      }
      if (step >= 0) {
        const end = match(shapes[next] as KnownShape, bytes, view, step, at)
        if (end - start > LONGEST_ROW) return -1
        if (end >= 0) {
          usual = next
          hits++
          return end
        }
        tried = next
      }
      next = shape < usual ? shape : shape + 1
    }
    return -1
  }

  const put = (place: number, known: KnownShape): void => {
    shapes[place] = known
    for (const [other, shape] of shapes.entries()) {
      const { differ, resume } = sharedSteps(known, shape)
      for (const pair of [place * MOST_SHAPES + other, other * MOST_SHAPES + place]) {
        differs[pair] = differ
        resumes[pair] = resume
      }
    }
  }

  /** Whether a shape says of its row what the reader of any row says. */
  const isRight = (code: ShapeCode, shape: RowShape, bytes: Buffer, length: number, told: LogRow): boolean => {
    row.fill(0xffff_ffff)
    row[ROW.time] = 0
    const start = gapEnd(bytes, 0)
    const end = match(code, bytes, viewOf(bytes), 0, start)
    row[ROW.time] = (row[ROW.time] as number) + shape.shift
    const isSame = [ROW.time, ROW.from, ROW.to, ROW.fromPort, ROW.toPort].every((word) => row[word] === told[word])
    return end >= length && end - start <= LONGEST_ROW && isSame && hasTime(shape) === (told[ROW.time] !== 0)
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
    begin: () => {
      shapes.length = 0
      usual = 0
      hits = 0
      learned = 0
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
      if (shape === null || code === null) return
      if (!isClear(shape) || !isRight(code, shape, copy, line.length, told)) return
      const known = {
        ...code,
        said: told.slice(),
        hasTime: hasTime(shape),
        hasHost: shape.steps.some(({ kind }) => kind === 'host'),
        shift: shape.shift,
      }
      put(shapes.length < MOST_SHAPES ? shapes.length : learned % MOST_SHAPES, known)
    },
  }
}
