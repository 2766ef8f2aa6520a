// SPDX-License-Identifier: MIT
import { KIND, type ShapeCode } from './shape-code.ts'
import { KIND_BITS, LENGTH_AT, NEXT, PARAM, STEP, TEXT } from './shape-numbers.ts'

const isSame = (one: ShapeCode, other: ShapeCode, step: number): boolean => {
  const at = step * STEP
  const said = one.code[at] as number
  if (said !== other.code[at] || one.code[at + PARAM] !== other.code[at + PARAM]) return false
  if (one.code[at + NEXT] !== other.code[at + NEXT]) return false
  if (Buffer.compare(one.stops[step] as Uint8Array, other.stops[step] as Uint8Array) !== 0) return false
  const [place, otherPlace] = [one.code[at + TEXT] as number, other.code[at + TEXT] as number]
  const length = said >>> LENGTH_AT
  if (length < 8) return place === otherPlace
  const eights = Math.ceil(length / 8)
  return one.texts.subarray(place, place + eights).every((eight, index) => eight === other.texts[otherPlace + index])
}

/**
 * With how many steps both shapes begin. A row that has come so far in one need not begin again in the other. A stretch is taken
 * as a whole or not at all: where it says the same again, its steps are left out.
 */
export const sharedSteps = (one: ShapeCode, other: ShapeCode): number => {
  const most = Math.min(one.stops.length, other.stops.length)
  let shared = 0
  let isStretch = false
  for (let step = 0; step < most && isSame(one, other, step); step++) {
    const kind = (one.code[step * STEP] as number) & KIND_BITS
    if (kind === KIND.stretch) isStretch = true
    else if (kind === KIND.kept) isStretch = false
    if (!isStretch) shared = step + 1
  }
  return shared
}
