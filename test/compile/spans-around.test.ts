// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { spansAround } from '../../src/compile/spans-around.ts'
import type { Span } from '../../src/diagnostics/diagnostic.ts'

const span: fc.Arbitrary<Span> = fc
  .tuple(fc.constantFrom('a.yaml', 'b.yaml'), fc.nat(4), fc.nat(4), fc.nat(4), fc.nat(4))
  .map(([file, line, column, endLine, endColumn]) => ({ file, line, column, endLine, endColumn }))

const isAfter = (line: number, column: number, otherLine: number, otherColumn: number): boolean =>
  line > otherLine || (line === otherLine && column >= otherColumn)

test('what lies around a place is what begins before it and ends behind it in the same file', (t) => {
  fc.assert(
    fc.property(fc.array(fc.record({ key: span, value: span }), { maxLength: 12 }), span, (spans, place) => {
      const all = spans.map(({ key, value }, of) => ({ of, key, value }))
      const around = all.filter(
        ({ key, value }) =>
          value.file === place.file &&
          isAfter(place.line, place.column, key.line, key.column) &&
          isAfter(value.endLine, value.endColumn, place.endLine, place.endColumn),
      )
      t.deepEqual(
        [...spansAround(all)(place)].sort((a, b) => a - b),
        around.map(({ of }) => of),
      )
    }),
  )
})
