// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { intersect } from '../../src/formats/address/range.ts'
import { meetingPorts } from '../../src/rules/meeting-ports.ts'
import { samples } from '../support/samples.ts'

/** Ranges in order, none of which touches another. */
const ranges = fc.uniqueArray(fc.integer({ min: -1, max: 40 }), { minLength: 1, maxLength: 8 }).map((numbers) => {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted.flatMap((first, index) => (index % 2 === 0 ? [{ first, last: sorted[index + 1] ?? first }] : []))
})

test('the lists that share a number with another are found as by asking each', (t) => {
  fc.assert(
    fc.property(fc.array(ranges, { maxLength: 12 }), ranges, (lists, asked) => {
      t.deepEqual(
        meetingPorts(lists)(asked),
        [...lists.keys()].filter((at) => intersect(lists[at] ?? [], asked).length > 0),
      )
    }),
    { numRuns: samples(300) },
  )
})
