// SPDX-License-Identifier: MIT

const WORD = /[\w$]+/y
const NUMBER_LIKE = /[-+.\d]/

/** Why no value can start with what stands at an offset, for someone who wrote it by hand. */
export const whyNoValue = (text: string, at: number): string => {
  const character = text[at]
  if (character === undefined) return 'the text ends here, and something is missing'
  if (isComment(text, at)) return 'JSON has no comments'
  if (character === "'") return 'text stands in double quotes'
  if (character === '}' || character === ']') return `a value is missing before ${character}`
  if (character === ',') return 'a value is missing before the comma'
  if (NUMBER_LIKE.test(character)) return 'numbers are written without leading zeros, plus signs or lone points'
  WORD.lastIndex = at
  const word = WORD.exec(text)?.[0]
  return word === undefined
    ? `${character} does not start a value`
    : `${word} is not a value; text stands in double quotes`
}

export const isComment = (text: string, at: number): boolean =>
  text.startsWith('//', at) || text.startsWith('/*', at) || text[at] === '#'

/** Why another character stands where a comma or the end of a list or mapping is expected. */
export const whyNoComma = (text: string, at: number, close: string): string => {
  if (text[at] === undefined) return `the text ends before ${close}`
  if (isComment(text, at)) return 'JSON has no comments'
  return `a comma or ${close} is expected`
}

export const whyNoKey = (text: string, at: number): string => {
  if (text[at] === undefined) return 'the text ends before }'
  if (isComment(text, at)) return 'JSON has no comments'
  if (text[at] === '}') return 'a comma stands before }'
  return 'a key in double quotes is expected'
}
