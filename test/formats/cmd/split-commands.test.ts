// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { parseNetshTags } from '../../../src/formats/cmd/parse-netsh-tags.ts'
import { quoteArgument } from '../../../src/formats/cmd/quote-argument.ts'
import { splitArguments } from '../../../src/formats/cmd/split-arguments.ts'
import { splitCommands } from '../../../src/formats/cmd/split-commands.ts'
import { hostileText } from '../../support/netsh/hostile-text.ts'
import { samples } from '../../support/samples.ts'

const texts = (source: string): readonly string[] => splitCommands(source).map((command) => command.text)

test('operators and brackets part commands, quotes and carets keep them', (t) => {
  t.deepEqual(texts('a & b && c | d'), ['a', 'b', 'c', 'd'])
  t.deepEqual(texts('if x (\r\n  a "1 & 2"\r\n) else (b ^& c)'), ['if x', 'a "1 & 2"', 'else', 'b & c'])
})

test('redirections, comments and labels are no part of a command', (t) => {
  t.deepEqual(texts('a b >nul 2>&1\r\n2>"x y" c\r\nrem d\r\n:: e\r\n:f\r\n@rem g\r\n@h'), ['a b', 'c', 'h'])
})

test('a redirection that takes the next parameter for a file stays in the command, so that nobody reads it without', (t) => {
  t.deepEqual(texts('a p=44< q=1\r\na p=44 >q=1 r=2'), ['a p=44< q=1', 'a p=44 >q=1 r=2'])
})

test('a caret at the end of a line joins the next', (t) => {
  t.deepEqual(splitCommands('a ^\r\n  b\r\nc'), [
    { line: 1, text: 'a   b', variables: [] },
    { line: 3, text: 'c', variables: [] },
  ])
})

test('percent signs: doubled, filled in, or dropped', (t) => {
  t.deepEqual(splitCommands('a 100%% %PATH% %~dp0 %1 5% x'), [
    { line: 1, text: 'a 100% %PATH% %~dp0 %1 5 x', variables: ['%PATH%', '%~dp0', '%1'] },
  ])
})

test('arguments are those of the C runtime', (t) => {
  // The examples of "Parsing C command-line arguments".
  t.deepEqual(splitArguments('"a b c" d e'), ['a b c', 'd', 'e'])
  t.deepEqual(splitArguments('"ab\\"c" "\\\\" d'), ['ab"c', '\\', 'd'])
  t.deepEqual(splitArguments('a\\\\\\b d"e f"g h'), ['a\\\\\\b', 'de fg', 'h'])
  t.deepEqual(splitArguments('a\\\\\\"b c d'), ['a\\"b', 'c', 'd'])
  t.deepEqual(splitArguments('a"b"" c d'), ['ab" c d'])
})

test('what the encoder wrote is read back', (t) => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const [command] = splitCommands(`netsh advfirewall name=${quoteArgument(text)} dir=in`)
      const { words, tags } = parseNetshTags(splitArguments(command?.text ?? ''))
      t.deepEqual(words, ['netsh', 'advfirewall'])
      t.deepEqual(
        [...tags],
        [
          ['name', text],
          ['dir', 'in'],
        ],
      )
    }),
    { numRuns: samples(300) },
  )
})
