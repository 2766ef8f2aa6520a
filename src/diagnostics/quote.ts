// SPDX-License-Identifier: MIT
import { cutText } from '../formats/text/cut-text.ts'
import { visible } from './visible.ts'

const LONGEST = 80

/** A user's word inside a message: in quotes, on one line, never longer than a line. */
export const quote = (word: string): string => {
  const short = word.length > LONGEST ? `${cutText(word, LONGEST - 1)}…` : word
  return quotePath(short)
}

/** A path inside a message: whole, since a cut one leads nowhere. */
export const quotePath = (path: string): string => `“${visible(path)}”`

/** `a`, `a or b`, `a, b or c`. */
export const oneOf = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
