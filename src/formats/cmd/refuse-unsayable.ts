// SPDX-License-Identifier: MIT
import { encodeError } from '../template/encode-error.ts'

/**
 * Throws where a batch file cannot hold the text: a line ends at CR and LF, the file at Ctrl+Z (U+001A) and every string
 * at NUL; a lone surrogate has no UTF-8.
 */
export const refuseUnsayable = (text: string): void => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a batch file cannot hold
  const found = /[\0\n\r\x1a]/.exec(text)?.[0]
  if (found !== undefined) {
    const code = found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
    throw encodeError('cmd', `a batch file cannot hold U+${code} in ${JSON.stringify(text)}`)
  }
  if (!text.isWellFormed()) throw encodeError('cmd', `a lone surrogate has no UTF-8: ${JSON.stringify(text)}`)
}

/** Text or a number as text; anything else is a fault of the template. */
export const textOf = (value: unknown): string => {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') throw encodeError('cmd', `only text goes into a batch file, not ${typeof value}`)
  refuseUnsayable(value)
  return value
}
