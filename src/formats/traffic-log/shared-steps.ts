// SPDX-License-Identifier: MIT
import { KIND, type ShapeCode } from './shape-code.ts'
import { KIND_BITS, LENGTH_AT, PARAM, STEP, TEXT } from './shape-numbers.ts'

/** Steps as they stand in the numbers of a shape. */
export interface SharedSteps {
  /** The first step in which two shapes differ: what fails before it fails in both. */
  readonly differ: number
  /** Where to go on with one of them when the other failed later: that step, or where the stretch begins that it stands in. */
  readonly resume: number
}

const textOf = ({ code, texts }: ShapeCode, step: number): readonly number[] => {
  const length = (code[step] as number) >>> LENGTH_AT
  const text = code[step + TEXT] as number
  return length < 8 ? [text] : [...texts.subarray(text, text + Math.ceil(length / 8))]
}

const isSameStep = (one: ShapeCode, other: ShapeCode, step: number): boolean => {
  if (one.code[step] !== other.code[step] || one.code[step + PARAM] !== other.code[step + PARAM]) return false
  const [stops, others] = [one.stops[step / STEP] as Uint8Array, other.stops[step / STEP] as Uint8Array]
  const text = textOf(other, step)
  return (
    stops.every((stop, byte) => stop === others[byte]) && textOf(one, step).every((eight, at) => eight === text[at])
  )
}

/** How far two shapes read a row in the same way. */
export const sharedSteps = (one: ShapeCode, other: ShapeCode): SharedSteps => {
  const most = Math.min(one.code.length, other.code.length)
  let differ = 0
  let resume = 0
  let isWithin = false
  for (; differ < most && isSameStep(one, other, differ); differ += STEP) {
    const kind = (one.code[differ] as number) & KIND_BITS
    if (kind === KIND.stretch) {
      isWithin = true
      resume = differ
    }
    // The steps of a stretch are left out where it says what it said before.
    if (kind === KIND.kept) isWithin = false
    if (!isWithin) resume = differ + STEP
  }
  return { differ, resume }
}
