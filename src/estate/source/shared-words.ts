// SPDX-License-Identifier: MIT

/** The part of a text between two places. */
export type SliceWord = (start: number, end: number) => string

/** Longer ones are names, reasons and addresses, which seldom stand twice. */
const LONGEST = 32

/**
 * Slices of a text, of which the last one of each length is given again where the same stands there: the keys and words of a
 * large estate are the same few, and a text of its own for each takes memory and has to be looked up.
 */
export const sharedWords = (text: string): SliceWord => {
  const last: string[] = Array.from({ length: LONGEST + 1 }, () => '')
  return (start, end) => {
    const length = end - start
    if (length > LONGEST) return text.slice(start, end)
    const known = last[length] as string
    if (known !== '' && text.startsWith(known, start)) return known
    const word = text.slice(start, end)
    last[length] = word
    return word
  }
}
