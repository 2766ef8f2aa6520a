// SPDX-License-Identifier: MIT
import { checkPowerShell } from './check-powershell.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is asked for
const ASCII = /^[\x00-\x7f]*$/

/**
 * The file of a script: CRLF, UTF-8, with a byte order mark where it is not ASCII, for Windows PowerShell 5.1
 * reads a file without one in the machine's code page. Throws where the text is not balanced PowerShell.
 */
export const scriptBytes = (text: string): Uint8Array => {
  const [fault] = checkPowerShell(text)
  if (fault !== undefined) throw new Error(`line ${fault.line}, column ${fault.column}: ${fault.message}`)
  const lines = text.replace(/\r\n?|\n/g, '\r\n')
  return new TextEncoder().encode(ASCII.test(lines) ? lines : `\uFEFF${lines}`)
}
