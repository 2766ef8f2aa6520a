// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { textWriter } from '../../../src/formats/text/text-writer.ts'
import { codePoint } from '../../support/code-point.ts'

test('what is added piece by piece is the bytes of the whole, however long the pieces are', (t) => {
  const piece = fc
    .tuple(fc.string({ unit: codePoint, maxLength: 9 }), fc.nat(30_000))
    .map(([text, times]) => text.repeat(times))
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 9 }),
      fc.constantFrom('utf8' as const, 'utf16le' as const),
      (pieces, encoding) => {
        const writer = textWriter(encoding)
        for (const text of pieces) writer.add(text)
        return Buffer.from(pieces.join(''), encoding).equals(writer.bytes())
      },
    ),
    { numRuns: 8 },
  )
  t.pass()
})
