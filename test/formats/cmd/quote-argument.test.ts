// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { quoteArgument } from '../../../src/formats/cmd/quote-argument.ts'
import { isEncodeError } from '../../../src/formats/template/encode-error.ts'
import { argumentsOf } from '../../support/netsh/cmd-model.ts'
import { HOSTILE, hostileText } from '../../support/netsh/hostile-text.ts'
import { samples } from '../../support/samples.ts'

test('what needs no quotes has none', (t) => {
  t.is(quoteArgument('10.0.0.0/8,2001:db8::/32'), '10.0.0.0/8,2001:db8::/32')
  t.is(quoteArgument(443), '443')
})

test('quotes, percent signs and backslashes before a quote are doubled or escaped', (t) => {
  t.is(quoteArgument(''), '""')
  t.is(quoteArgument('a b'), '"a b"')
  t.is(quoteArgument('100% & more'), '"100%% & more"')
  t.is(quoteArgument('C:\\Program Files\\'), '"C:\\Program Files\\\\"')
  t.is(quoteArgument('say "hi" & go'), '^"say \\^"hi\\^" ^& go^"')
})

test('what a batch file cannot hold is an error, never another text', (t) => {
  for (const text of ['a\nb', 'a\rb', 'a\0b', 'a\x1ab', '\ud800']) {
    t.true(isEncodeError(t.throws(() => quoteArgument(text))), JSON.stringify(text))
  }
  t.true(isEncodeError(t.throws(() => quoteArgument(undefined))))
  t.true(isEncodeError(t.throws(() => quoteArgument(['a']))))
})

test('a hostile text is one argument and arrives as it was', (t) => {
  for (const text of HOSTILE) {
    t.deepEqual(argumentsOf(`netsh name=${quoteArgument(text)} dir=in`), ['netsh', `name=${text}`, 'dir=in'])
  }
})

test('any text arrives as it was', (t) => {
  fc.assert(
    fc.property(hostileText, hostileText, (first, second) => {
      const line = `netsh ${quoteArgument(first)} name=${quoteArgument(second)}`
      t.deepEqual(argumentsOf(line), ['netsh', first, `name=${second}`])
    }),
    { numRuns: samples(500) },
  )
  t.pass()
})
