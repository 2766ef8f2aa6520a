// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { undoCallTranslation } from '../../../src/formats/cab/lzx-calls.ts'

const FRAME = 32_768

/** What the console does before it compresses: the targets of calls become places of the file. */
const translate = (bytes: Buffer, fileSize: number): Buffer => {
  const out = Buffer.from(bytes)
  for (let start = 0; start < out.length; start += FRAME)
    for (let at = start; at < Math.min(start + FRAME, out.length) - 10; at += 1) {
      if (out[at] !== 0xe8) continue
      const distance = out.readInt32LE(at + 1)
      if (distance >= -at && distance < fileSize)
        out.writeInt32LE(distance < fileSize - at ? distance + at : distance - fileSize, at + 1)
      at += 4
    }
  return out
}

test('calls of programs get their distances back', (t) => {
  const part = fc.oneof(fc.constant([0xe8]), fc.constant([0xe8, 4, 0, 0, 0]), fc.array(fc.nat(255), { maxLength: 60 }))
  fc.assert(
    fc.property(fc.array(part, { maxLength: 300 }), fc.integer({ min: 1, max: 70_000 }), (parts, fileSize) => {
      const bytes = Buffer.from(parts.flat())
      t.is(Buffer.compare(undoCallTranslation(translate(bytes, fileSize), fileSize), bytes), 0)
    }),
    { numRuns: 60 },
  )
  const long = Buffer.alloc(FRAME + 200, 0xe8)
  t.is(Buffer.compare(undoCallTranslation(translate(long, 12_000_000), 12_000_000), long), 0)
  t.not(Buffer.compare(translate(Buffer.from([0, 0xe8, 4, 0, 0, 0, ...Array(20).fill(0)]), 90), Buffer.alloc(26)), 0)
})
