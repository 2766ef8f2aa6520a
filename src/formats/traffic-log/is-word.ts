// SPDX-License-Identifier: MIT

/** Whether a piece is these ASCII letters, whatever their case; `word` is in lower case. */
export const isWord = (bytes: Uint8Array, start: number, end: number, word: string): boolean => {
  if (end - start !== word.length) return false
  for (let index = 0; index < word.length; index++) {
    const byte = bytes[start + index] as number
    if ((byte >= 65 && byte <= 90 ? byte + 32 : byte) !== word.charCodeAt(index)) return false
  }
  return true
}

/** Whether a piece is the hyphen by which logs say that there is nothing. */
export const isNone = (bytes: Uint8Array, start: number, end: number): boolean =>
  end - start === 1 && bytes[start] === 45
