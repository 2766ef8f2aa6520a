// SPDX-License-Identifier: MIT
import { diagnose } from '../../diagnostics/diagnose.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { textPositions } from '../../diagnostics/text-positions.ts'

const MOST = 20
const REPLACEMENT = '\ufffd'
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const BAD = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd\ufffe\uffff]|\r(?!\n)|\p{Cs}/gu

/** Characters that no estate file holds, in any format; what is not UTF-8 was read as U+FFFD. */
export const checkCharacters = (path: string, text: string): readonly Diagnostic[] => {
  const span = textPositions(path, text)
  const found: Diagnostic[] = []
  for (const match of text.matchAll(BAD)) {
    const [character] = match
    // What is a line end to one reader is none to the other: no line number would be right for both.
    if (character === '\r') {
      if (!found.some(({ code }) => code === 'lone-carriage-return'))
        found.push(diagnose('lone-carriage-return', {}, span(match.index, match.index + 1)))
      continue
    }
    const place = span(match.index, match.index + character.length)
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
    found.push(
      character === REPLACEMENT
        ? diagnose('invalid-utf8', {}, place)
        : diagnose('unprintable-character', { character: `U+${code}` }, place),
    )
    if (found.length === MOST) break
  }
  return found
}
