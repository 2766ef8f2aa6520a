// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { normalize } from '../../src/formats/address/range.ts'
import { PacketForest } from '../../src/packets/packet-forest.ts'
import { NO_PACKET } from '../../src/packets/packet-set.ts'
import { samples } from '../support/samples.ts'

const ranges = fc
  .array(
    fc.tuple(fc.nat(4095), fc.nat(300)).map(([first, more]) => ({ first, last: Math.min(4095, first + more) })),
    { maxLength: 4 },
  )
  .map((list) => normalize(list))

test('what two or more of many sets hold is the union of what each pair of them has in common', (t) => {
  fc.assert(
    fc.property(fc.array(fc.tuple(ranges, ranges), { maxLength: 8 }), (lists) => {
      const forest = new PacketForest()
      const sets = [...new Set(lists.map(([high, low]) => forest.grow(0, 12, high, forest.grow(12, 12, low, 1))))]
      const pairs = sets.flatMap((one, index) => sets.slice(index + 1).map((other) => forest.within(one, other)))
      t.is(forest.meetingOf(sets), forest.unionAll(pairs))
    }),
    { numRuns: samples(200) },
  )
})

test('sets that nothing has in common meet nowhere, and one set alone meets nothing', (t) => {
  const forest = new PacketForest()
  const of = (first: number, last: number) => forest.grow(0, 12, [{ first, last }], 1)
  t.is(forest.meetingOf([of(0, 9), of(10, 4095)]), NO_PACKET)
  t.is(forest.meetingOf([of(0, 4095)]), NO_PACKET)
  t.is(forest.meetingOf([]), NO_PACKET)
  t.is(forest.meetingOf([of(0, 10), of(10, 4095)]), of(10, 10))
})
