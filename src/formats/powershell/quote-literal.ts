// SPDX-License-Identifier: MIT
import { encodeError } from '../template/encode-error.ts'

/** Every character that PowerShell takes for a single quote. */
const SINGLE_QUOTE = /['‘’‚‛]/g

/**
 * What must not stand raw in a literal: line ends would change with the file's, control and format characters
 * (U+202E and the like) make a script read other than it runs.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u
const RUNS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+|[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu

const quote = (text: string): string => `'${text.replace(SINGLE_QUOTE, '$&$&')}'`

const codes = (text: string): string =>
  Array.from({ length: text.length }, (_, index) => text.charCodeAt(index).toString(16).toUpperCase().padStart(4, '0'))
    .map((hex) => `[char]0x${hex}`)
    .join(' + ')

/** Throws where the text has no safe form in PowerShell. */
export const refuseUnsayable = (text: string): void => {
  if (text.includes('\0')) throw encodeError('PowerShell', 'a text contains U+0000')
  if (!text.isWellFormed()) throw encodeError('PowerShell', 'a text contains half a surrogate pair')
}

/**
 * An expression whose value is exactly the text: a single-quoted literal, or a sum in parentheses
 * where the text has characters that cannot be seen. Throws an `EncodeError` for U+0000 and lone surrogates.
 */
export const quoteLiteral = (text: string): string => {
  refuseUnsayable(text)
  if (!INVISIBLE.test(text)) return quote(text)
  const runs = text.match(RUNS) ?? []
  const parts = runs.map((run) => (INVISIBLE.test(run) ? codes(run) : quote(run)))
  // A sum is text only if it starts with text: [char] + [char] would be a number.
  const sum = INVISIBLE.test(runs[0] ?? '') ? ["''", ...parts] : parts
  return `(${sum.join(' + ')})`
}
