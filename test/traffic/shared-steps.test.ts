// SPDX-License-Identifier: MIT
import test from 'ava'
import { rowShape, type ShapePart } from '../../src/formats/traffic-log/row-shape.ts'
import { KIND, type ShapeCode, shapeCode } from '../../src/formats/traffic-log/shape-code.ts'
import { KIND_BITS } from '../../src/formats/traffic-log/shape-numbers.ts'
import { sharedSteps } from '../../src/formats/traffic-log/shared-steps.ts'

const codeOf = (...parts: readonly ShapePart[]): ShapeCode => shapeCode(rowShape(parts)) as ShapeCode
const [from, to, text] = [{ kind: 'from' }, { kind: 'to' }, { kind: 'string' }] as const

/** What kind of step two shapes part in, and in what kind one of them is taken up again. */
const partAt = (one: ShapeCode, other: ShapeCode): readonly number[] => {
  const { differ, resume } = sharedSteps(one, other)
  return [differ, resume].map((step) => (one.code[step] as number) & KIND_BITS)
}

test('shapes that part within a stretch are taken up where it begins, others where they part', (t) => {
  const shape = (second: string, last: string, value: ShapePart = { kind: 'toPort' }): ShapeCode =>
    codeOf('"a":"', from, '","b":"', text, second, text, last, to, '","e":"', value, '"')
  const one = shape('","c":"', '","d":"')
  const same = sharedSteps(one, shape('","c":"', '","d":"'))
  t.deepEqual([same.differ, same.resume], [one.code.length, one.code.length])
  t.deepEqual(partAt(one, shape('","C":"', '","d":"')), [KIND.string, KIND.stretch])
  // A text of five to seven letters is two steps, the second of them its last letters.
  t.deepEqual(partAt(one, shape('","c":"', '","d":\'')), [KIND.only, KIND.stretch])
  t.deepEqual(partAt(one, shape('","c":"', '","d":"', { kind: 'fromPort' })), [KIND.toPort, KIND.toPort])
  t.deepEqual(partAt(one, codeOf('"x":"', from)), [KIND.only, KIND.only])
})

test('what a value ends before, and a text of any length, tell shapes apart', (t) => {
  const stop = (stops: string): ShapeCode => codeOf(from, ' ', { kind: 'skip', stops }, ' ', to, '\n')
  t.deepEqual(partAt(stop('"'), stop("'")), [KIND.skip, KIND.stretch])
  for (let length = 1; length < 40; length++)
    for (const at of [0, length >> 1, length - 1]) {
      const letters = 'x'.repeat(length)
      const other = `${letters.slice(0, at)}y${letters.slice(at + 1)}`
      const { differ, resume } = sharedSteps(codeOf(from, letters, to, '\n'), codeOf(from, other, to, '\n'))
      t.is(differ, length > 4 && length < 8 && at >= 4 ? 4 : 0)
      t.is(resume, differ)
    }
})
