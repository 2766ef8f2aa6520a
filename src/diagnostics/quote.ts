// SPDX-License-Identifier: MIT

const LONGEST = 80
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be made visible
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu

const visible = (character: string): string => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`

/** A user's word inside a message: in quotes, on one line, never longer than a line. */
export const quote = (word: string): string => {
  const short = word.length > LONGEST ? `${word.slice(0, LONGEST - 1)}…` : word
  return quotePath(short)
}

/** A path inside a message: whole, since a cut one leads nowhere. */
export const quotePath = (path: string): string => `“${path.replace(INVISIBLE, visible)}”`

/** `a`, `a or b`, `a, b or c`. */
export const oneOf = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
