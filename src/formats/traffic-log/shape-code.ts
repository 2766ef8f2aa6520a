// SPDX-License-Identifier: MIT
import type { RowShape, ShapeStep, ValueKind } from './row-shape.ts'
import { LENGTH_AT, LONGEST_STRETCH, STEP } from './shape-numbers.ts'

/** A shape in numbers: a line of them for each step, and texts as numbers of eight letters. */
export interface ShapeCode {
  readonly code: Int32Array
  readonly texts: Float64Array
  /** By the number of the step. */
  readonly stops: readonly Uint8Array[]
  /** Of each stretch the text that it had last, with its length (0 for none) and how often it was another. */
  readonly kept: Float64Array
  readonly lengths: Int32Array
  readonly changes: Int32Array
}

/**
 * What a step reads; beside values: `only` its text; where a `stretch` of values that nobody reads begins (its steps are left
 * out where it says the same as in the row before) and where what it says is `kept`; and that the row is `done`.
 */
const KINDS = [
  ...(['from', 'to', 'fromPort', 'toPort', 'time', 'seconds', 'skip', 'host', 'blanks', 'number', 'string'] as const),
  ...(['text', 'cells', 'lastCells', 'rest', 'end', 'only', 'stretch', 'kept', 'done'] as const),
] satisfies readonly (ValueKind | 'only' | 'stretch' | 'kept' | 'done')[]

export const KIND = Object.fromEntries(KINDS.map((kind, number) => [kind, number])) as Readonly<
  Record<(typeof KINDS)[number], number>
>

const four = (letter: string): number => Math.imul(letter.charCodeAt(0), 0x01010101)

export const stopTable = (letters: string): Uint8Array => {
  const table = new Uint8Array(256)
  for (const letter of `${letters}\n\r`) table[letter.charCodeAt(0)] = 1
  return table
}

interface Step {
  readonly kind: number
  readonly param?: number
  readonly stops?: string
  readonly text?: string
}

/**
 * Of an address the letter behind it, four times over; of a time the one between date and time; of cells what separates them.
 */
const paramOf = ({ kind, stops, behind, count }: ShapeStep): number => {
  if (kind === 'time' || kind === 'cells' || kind === 'lastCells') return stops.charCodeAt(0) | ((count ?? 0) << 8)
  return behind === '' ? four('\n') : four(behind)
}

const UNREAD: ReadonlySet<ValueKind> = new Set([
  'skip',
  'blanks',
  'number',
  'string',
  'text',
  'cells',
  'lastCells',
  'rest',
  'end',
])
/** What says by itself where it ends. */
const ENDS: ReadonlySet<ValueKind> = new Set(['end', 'rest', 'cells', 'lastCells'])
/** A stretch of nothing but these is read as fast as it is compared. */
const SHORT: ReadonlySet<ValueKind> = new Set(['blanks', 'end'])

/** A text of five to seven letters is two steps. */
const halved = (step: Step): readonly Step[] => {
  const { text = '' } = step
  if (text.length <= 4 || text.length >= 8) return [step]
  return [
    { ...step, text: text.slice(0, 4) },
    { kind: KIND.only, text: text.slice(4) },
  ]
}

/** Marks the stretches: their steps are left out where they say the same again. */
const withStretches = ({ before, steps }: RowShape): readonly Step[] => {
  const all: Step[] = []
  let stretches = 0
  for (let index = -1; index < steps.length; ) {
    const read = steps[index]
    const next = steps.findIndex(({ kind }, at) => at > index && !UNREAD.has(kind))
    const unread = steps.slice(index + 1, next < 0 ? steps.length : next)
    const last = unread.at(-1)
    // Bytes alone have to say where a stretch ends.
    const isClear = last !== undefined && (last.behind !== '' || ENDS.has(last.kind))
    const isStretch = isClear && unread.some(({ kind }) => !SHORT.has(kind))
    const text = read === undefined ? before : read.behind
    if (read !== undefined)
      all.push({ kind: KIND[read.kind], param: paramOf(read), stops: read.stops, text: isStretch ? '' : text })
    if (isStretch) all.push({ kind: KIND.stretch, param: stretches, text })
    else if (read === undefined && text !== '') all.push({ kind: KIND.only, text })
    for (const step of unread)
      all.push({ kind: KIND[step.kind], param: paramOf(step), stops: step.stops, text: step.behind })
    if (isStretch) all.push({ kind: KIND.kept, param: stretches++ })
    index += unread.length + 1
  }
  return [...all, { kind: KIND.done }].flatMap(halved)
}

const eightsOf = (text: string): readonly number[] => {
  const bytes = Buffer.from(text, 'latin1')
  const whole = Array.from({ length: bytes.length >> 3 }, (_, index) => bytes.readDoubleLE(index * 8))
  // The last eight overlap those before.
  return bytes.length % 8 === 0 ? whole : [...whole, bytes.readDoubleLE(bytes.length - 8)]
}

/** Numbers that are equal have the same bytes, but for zero, which has two ways; and what is no number equals nothing. */
const isPlain = (text: string): boolean => text.length < 8 || eightsOf(text).every((eight) => eight !== 0)

/** Null where a text cannot be told by its numbers. */
export const shapeCode = (shape: RowShape): ShapeCode | null => {
  const steps = withStretches(shape)
  const texts: number[] = []
  const code = steps.flatMap(({ kind, param = 0, text = '' }, index) => {
    const isLong = text.length >= 8
    const place = texts.length
    if (isLong) texts.push(...eightsOf(text))
    const word = Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(4)]).readInt32LE(0)
    const end = kind === KIND.stretch ? steps.findIndex((one, at) => at > index && one.kind === KIND.kept) : 0
    return [kind | (text.length << LENGTH_AT), param, isLong ? place : word, (end + 1) * STEP]
  })
  const stretches = steps.filter(({ kind }) => kind === KIND.kept).length
  return steps.every(({ text = '' }) => isPlain(text))
    ? {
        code: Int32Array.from(code),
        texts: Float64Array.from(texts),
        stops: steps.map(({ stops = '' }) => stopTable(stops)),
        kept: new Float64Array(stretches * LONGEST_STRETCH),
        lengths: new Int32Array(stretches),
        changes: new Int32Array(stretches),
      }
    : null
}
