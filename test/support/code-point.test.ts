// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { codePoint } from './code-point.ts'

test('a text of code points is any text but halves of pairs, words that break objects among them', (t) => {
  const texts = fc.sample(fc.string({ unit: codePoint }), { numRuns: 5000, seed: 1 })
  t.true(texts.every((text) => text.isWellFormed()))
  for (const kind of [/__proto__|constructor|toString/, /\p{Cc}/u, /[ -~]/, /[\x80-\uffff]/, /[\u{10000}-\u{10ffff}]/u])
    t.true(
      texts.some((text) => kind.test(text)),
      String(kind),
    )
})

test('each code point is one value and comes back', (t) => {
  for (const char of [' ', '\0', '\ud7ff', '\ue000', '\u{10ffff}'])
    t.true(codePoint.canShrinkWithoutContext(char), JSON.stringify(char))
  for (const other of ['', 'ab', '\ud800', 1]) t.false(codePoint.canShrinkWithoutContext(other), JSON.stringify(other))
})
