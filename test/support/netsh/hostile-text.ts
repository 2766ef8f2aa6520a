// SPDX-License-Identifier: MIT
import fc from 'fast-check'
import { codePoint } from '../code-point.ts'

/** Names that break a careless batch file. */
export const HOSTILE: readonly string[] = [
  '100%',
  '%PATH%',
  '%%',
  '%1 %~f0 %*',
  'a^b',
  'x!y',
  '!PATH!',
  '&calc&',
  '"quoted"',
  'half "quoted',
  '名前',
  'back\\',
  '\\\\server\\share\\',
  ')',
  '( a | b )',
  '< in > out',
  ';semicolon',
  'a,b;c=d',
  'rem',
  '  two  blanks  ',
  "it's",
]

const UNITS = [
  '"',
  '\\',
  '^',
  '&',
  '|',
  '<',
  '>',
  '(',
  ')',
  '%',
  '!',
  ' ',
  ',',
  ';',
  '=',
  "'",
  '`',
  '~',
  'a',
  'é',
  '名',
  '😀',
]

/** Any text that a batch file can hold, rich in what cmd.exe reads. */
export const hostileText = fc.oneof(
  fc.string({ unit: fc.constantFrom(...UNITS), maxLength: 24 }),
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a batch file cannot hold
  fc.string({ unit: codePoint }).map((text) => text.replace(/[\0\n\r\x1a\ufffd]/g, '')),
)
