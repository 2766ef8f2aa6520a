// SPDX-License-Identifier: MIT
import { textWriter } from '../text/text-writer.ts'
import { checkPowerShell } from './check-powershell.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is asked for
const ASCII = /^[\x00-\x7f]*$/

/** Of a longer text another one with its own line ends would stand beside it. */
const LARGE = 1 << 20
/** What is written at once goes on to the end of its line. */
const PIECE = 1 << 14

/**
 * The file of a script: CRLF, UTF-8, with a byte order mark where it is not ASCII, for Windows PowerShell 5.1
 * reads a file without one in the machine's code page. Throws where the text is not balanced PowerShell.
 */
export const scriptBytes = (text: string): Uint8Array => {
  const [fault] = checkPowerShell(text)
  if (fault !== undefined) throw new Error(`line ${fault.line}, column ${fault.column}: ${fault.message}`)
  const mark = ASCII.test(text) ? '' : '\uFEFF'
  if (text.length < LARGE) return new TextEncoder().encode(mark + withLineEnds(text))
  const writer = textWriter()
  writer.add(mark)
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from + PIECE)
    const next = end < 0 ? text.length : end + 1
    writer.add(withLineEnds(text.slice(from, next)))
    from = next
  }
  return writer.bytes()
}

const withLineEnds = (text: string): string => text.replace(/\r\n?|\n/g, '\r\n')
