// SPDX-License-Identifier: MIT
import type { MofResult } from './mof.ts'
import { parseMof } from './parse-mof.ts'

/** UTF-16 by its byte order mark, or by a NUL in the second byte (the first character is ASCII); else UTF-8. */
const encodingOf = (bytes: Uint8Array): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return bytes.length > 1 && bytes[1] === 0 ? 'utf-16le' : 'utf-8'
}

/** Reads the bytes of a compiled configuration: UTF-16 as Windows PowerShell writes it, or UTF-8. */
export const readMof = (bytes: Uint8Array): MofResult => {
  const encoding = encodingOf(bytes)
  try {
    return parseMof(new TextDecoder(encoding, { fatal: true }).decode(bytes))
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return { fault: { line: 1, column: 1, message: `the file is not ${encoding.toUpperCase()} text` } }
  }
}
