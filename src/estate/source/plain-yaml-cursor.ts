// SPDX-License-Identifier: MIT
import type { PlaceTable } from './place-table.ts'

/** Where the reader of plain YAML stands. */
export interface Cursor {
  readonly text: string
  readonly places: PlaceTable
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

export const LINE_END = 10
export const RETURN = 13
export const BLANK = 32
const HASH = 35

const atLineEnd = (text: string, at: number): boolean => {
  if (at >= text.length) return true
  const code = text.charCodeAt(at)
  return code === LINE_END || (code === RETURN && text.charCodeAt(at + 1) === LINE_END)
}

/** Whether nothing but a comment is left of a line; a comment needs a blank before it. */
export const restIsEmpty = (cursor: Cursor): boolean => {
  const { text } = cursor
  const before = cursor.at
  let at = before
  while (text.charCodeAt(at) === BLANK) at++
  if (text.charCodeAt(at) === HASH && (at > before || before === 0 || text.charCodeAt(before - 1) === LINE_END)) {
    const end = text.indexOf('\n', at)
    at = end < 0 ? text.length : end
  }
  cursor.at = at
  return atLineEnd(text, at)
}

/** From the end of a line to the content of the next one that has any. */
export const nextLine = (cursor: Cursor): void => {
  const { text } = cursor
  while (cursor.at < text.length) {
    if (text.charCodeAt(cursor.at) === RETURN) cursor.at++
    if (text.charCodeAt(cursor.at) === LINE_END) cursor.at++
    const start = cursor.at
    if (restIsEmpty(cursor)) continue
    cursor.indent = cursor.at - start
    if (cursor.indent === 0 && (text.startsWith('---', start) || text.startsWith('...', start))) leave()
    return
  }
  cursor.indent = -1
}
