// SPDX-License-Identifier: MIT
import type { YAMLError } from 'yaml'
import type { Data } from './data.ts'
import type { Offsets, PlaceTable } from './place-table.ts'
import type { SliceWord } from './shared-words.ts'

/** An error of the library, and where the text that it read begins. */
export interface PieceFault {
  readonly error: YAMLError
  readonly from: number
}

/** An entry of a mapping as the library reads it: what is wrong with it, or what it says. Offsets are those of the whole text. */
export type Piece =
  | { readonly faults: readonly PieceFault[] }
  | { readonly key: Offsets; readonly name: string; readonly data: Data }

export interface PieceOfText {
  readonly text: string
  readonly start: number
  readonly end: number
  /** Levels of lists and mappings around the entry. */
  readonly depth: number
}

/** Null where an entry cannot be read by itself: anchors, tags, keys that are no words. */
export type ReadPiece = (piece: PieceOfText, places: PlaceTable) => Piece | null

/** A key that stands in a mapping once more, or one that YAML 1.1 has and YAML 1.2 has not (`<<`). */
export interface OddKey {
  readonly isTwice: boolean
  readonly name: string
  readonly place: Offsets
  /** The number of the mapping among the places. */
  readonly holder: number
}

/** A value with a name, its number among the places, and how many values it is with all that aliases repeat in it. */
export interface Anchor {
  readonly data: Data
  readonly value: number
  readonly size: number
}

/** Where the reader of plain YAML stands. */
export interface Cursor {
  readonly text: string
  readonly places: PlaceTable
  at: number
  /** Blanks before the content of the line that the reader stands on; -1 after the end of the text. */
  indent: number
  /** Where the nesting became deeper than any estate's. */
  tooDeep: number | null
  /** Reads an entry that is not plain; null where the whole text goes to the library then. */
  readonly readPiece: ReadPiece | null
  /** What is wrong with entries that are not plain. */
  readonly faults: PieceFault[]
  /** In the order in which their values end. Of keys that stand twice the first one counts, `<<` never. */
  readonly oddKeys: OddKey[]
  /** Words of the text, of which most stand in it many times. */
  readonly words: SliceWord
  /** Values that have a name; null while one is read. */
  readonly anchors: Map<string, Anchor | null>
  /** How many values aliases have repeated. */
  repeated: number
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

/** Where the entry ends that begins at a place: before the next line that stands as far left. Null at a marker of documents. */
export const pieceEnd = (text: string, start: number, indent: number): number | null => {
  for (let at = text.indexOf('\n', start); at >= 0; at = text.indexOf('\n', at + 1)) {
    const line = at + 1
    if (text.startsWith('---', line) || text.startsWith('...', line)) return null
    let content = line
    while (text[content] === ' ') content++
    const first = text[content]
    if (first === undefined) return text.length
    if (content - line > indent || first === '\n' || first === '\r' || first === '#') continue
    // The items of a list may stand as far left as its key.
    if (content - line === indent && first === '-' && /[ \r\n]/.test(text[content + 1] ?? ' ')) continue
    return line
  }
  return text.length
}
