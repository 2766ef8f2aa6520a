// SPDX-License-Identifier: MIT
import fc from 'fast-check'
import { codePoint } from '../../support/code-point.ts'

const PIECES = [
  ...["'", '’', '‘', '‚', '‛', '"', '“', '„', '\\', '\\n', '`', '$', '$(', '$' + '{x}', '@(', '#>', '<#', '#Requires '],
  ...['*/', '/*', '//', '{{', '}}', '[', '[[', ']', "[envvar('X')]", '\n', '\r\n', '\r', '\t', ' ', '  '],
  ...[': ', '- ', '? ', '! ', '& ', '* ', '%', '@', '~', 'null', 'yes', '0x1', '1e3', '---', '...', '# ', ','],
  ...['\u0085', '\u2028', '\u2029', '\u202e', '\ufeff', '\u200b', '\u007f', '\u001b', '\uffff', '\u{e000}', 'é', '😀'],
]

/** Text that every language on the way takes for something else; without NUL, bar, U+FFFD and lone surrogates, which no rule holds. */
export const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: codePoint, maxLength: 5 })), { maxLength: 8 })
  .map((parts) => parts.join('').replace(/[|\0\ufffd]/g, ''))
  .filter((text) => text.isWellFormed())
