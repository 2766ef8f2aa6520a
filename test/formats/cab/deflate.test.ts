// SPDX-License-Identifier: MIT
import { inflateRawSync } from 'node:zlib'
import test from 'ava'
import fc from 'fast-check'
import { deflate } from '../../../src/formats/cab/deflate.ts'

const bytesOf = (...values: number[]): Uint8Array => Uint8Array.from(values)
const same = (data: Uint8Array): boolean => Buffer.compare(inflateRawSync(deflate(data)), data) === 0

test('a stream that zlib inflates is what went in', (t) => {
  const repeated = fc
    .tuple(
      fc.array(fc.uint8Array({ minLength: 1, maxLength: 400 }), { minLength: 1, maxLength: 4 }),
      fc.array(fc.nat(3)),
    )
    .map(([parts, order]) => Buffer.concat(order.map((index) => parts[index % parts.length] as Uint8Array)))
  fc.assert(fc.property(fc.oneof(fc.uint8Array({ maxLength: 600 }), repeated), same))
  t.true(same(bytesOf()))
  t.true(same(Uint8Array.from({ length: 256 }, (_, index) => index)))
})

test('matches reach every length and the farthest distance', (t) => {
  for (let length = 1; length <= 300; length += 1) t.true(same(new Uint8Array(length).fill(7)), String(length))
  const far = new Uint8Array(32_768 + 6).map((_, index) => (index * 2_654_435_761) >>> 24)
  far.copyWithin(32_768, 0, 6)
  t.true(same(far))
})

test('the bytes are those of the format, whatever the release of Node.js', (t) => {
  t.deepEqual([...deflate(bytesOf())], [0x03, 0x00])
  t.deepEqual([...deflate(Buffer.from('abcabcabcabc'))], [0x4b, 0x4c, 0x4a, 0x86, 0x23, 0x00])
})

test('what repeats becomes small', (t) => {
  t.true(deflate(Buffer.from('New-NetFirewallRule -Direction Inbound\r\n'.repeat(500))).length < 400)
})
