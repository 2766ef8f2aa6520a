// SPDX-License-Identifier: MIT

/** Where the reader of plain YAML stands. */
export interface Cursor {
  readonly text: string
  at: number
  /** Blanks before the content of the line that the reader stands on; -1 after the end of the text. */
  indent: number
  /** Where the nesting became deeper than any estate's. */
  tooDeep: number | null
}

/** Thrown where a text leaves the subset; the caught value says nothing, since the full parser will tell. */
export const NOT_PLAIN: unique symbol = Symbol('not plain YAML')

export const leave = (): never => {
  throw NOT_PLAIN
}

/** Nesting that goes on and on costs the library seconds; here it ends at once. */
export const leaveDeep = (cursor: Cursor): never => {
  cursor.tooDeep = cursor.at
  throw NOT_PLAIN
}

const atLineEnd = ({ text, at }: Cursor): boolean => {
  const character = text[at]
  return character === undefined || character === '\n' || (character === '\r' && text[at + 1] === '\n')
}

export const skipBlanks = (cursor: Cursor): void => {
  while (cursor.text[cursor.at] === ' ') cursor.at++
}

/** Whether nothing but a comment is left of a line; a comment needs a blank before it. */
export const restIsEmpty = (cursor: Cursor): boolean => {
  const before = cursor.at
  skipBlanks(cursor)
  if (cursor.text[cursor.at] === '#' && (cursor.at > before || cursor.text[before - 1] === '\n' || before === 0)) {
    const end = cursor.text.indexOf('\n', cursor.at)
    cursor.at = end < 0 ? cursor.text.length : end
  }
  return atLineEnd(cursor)
}

/** From the end of a line to the content of the next one that has any. */
export const nextLine = (cursor: Cursor): void => {
  const { text } = cursor
  while (cursor.at < text.length) {
    if (text[cursor.at] === '\r') cursor.at++
    if (text[cursor.at] === '\n') cursor.at++
    const start = cursor.at
    if (restIsEmpty(cursor)) continue
    cursor.indent = cursor.at - start
    if (cursor.indent === 0 && (text.startsWith('---', start) || text.startsWith('...', start))) leave()
    return
  }
  cursor.indent = -1
}
