// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { LONGEST_WORD, uniqueWords } from '../../../src/targets/aerleon/unique-words.ts'

const text = fc.oneof(
  fc.string({ maxLength: 70 }),
  fc.string({ unit: fc.constantFrom('a', 'A', '-', '/', '.'), maxLength: 4 }),
  fc.string({ unit: fc.constantFrom('ab', 'AB', '/'), minLength: 20, maxLength: 40 }),
)

test('each key has a word of its own, whatever its case and the order of keys', (t) => {
  fc.assert(
    fc.property(fc.uniqueArray(text, { maxLength: 40 }), (keys) => {
      const wanted = keys.map((key) => ({ key, text: key }))
      const words = uniqueWords(wanted)
      t.is(new Set([...words.values()].map((word) => word.toLowerCase())).size, keys.length)
      for (const word of words.values()) t.regex(word, new RegExp(`^[A-Za-z0-9_][\\w-]{0,${LONGEST_WORD - 1}}$`))
      t.deepEqual(uniqueWords(wanted.toReversed()), new Map([...words].toReversed()))
    }),
    { numRuns: 300 },
  )
})

test('a word is cut only where it has to be', (t) => {
  const words = uniqueWords([
    { key: '1', text: 'client/management-point/http@PS1' },
    { key: '2', text: 'a'.repeat(52) },
    { key: '3', text: 'own/x y' },
    { key: '4', text: 'OWN/x-y' },
  ])
  t.is(words.get('1'), 'client-management-point-http-PS1')
  t.regex(words.get('2') ?? '', /^a{42}-[0-9a-f]{8}$/)
  t.regex(words.get('3') ?? '', /^own-x-y-[0-9a-f]{8}$/)
  t.regex(words.get('4') ?? '', /^OWN-x-y-[0-9a-f]{8}$/)
})
