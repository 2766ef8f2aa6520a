// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'
import { inAscii } from './in-ascii.ts'

/** What stands before the hash. */
export const MARK = '// '

/**
 * A script in ASCII, a byte a character in memory as well: esbuild has left regular expressions alone. Its hash stands in the
 * first line: what a start keeps of it is for these very bytes (bin/load-script.js).
 */
export const marked = (text: string): string => {
  const ascii = inAscii(text)
  return `${MARK}${createHash('sha256').update(ascii).digest('hex')}\n${ascii}`
}
