// SPDX-License-Identifier: MIT
import { wholeNumber } from './data.ts'
import type { Offsets } from './parse-json.ts'
import { type Cursor, leave } from './plain-yaml-cursor.ts'
import type { SourceNode } from './source-node.ts'

const QUOTED = /"[^"\\\r\n\t]*"|'[^'\r\n\t]*'(?!')/y
/** A plain scalar on one line: no indicator at its start, no `: ` or ` #` inside. */
const BLOCK = /(?:[A-Za-z0-9/_.(]|-(?=[A-Za-z0-9]))(?:[^\s:#]|:(?=\S)|(?<=\S)#|[ ]+(?=[^\s#:]|:\S))*/y
const FLOW =
  /(?:[A-Za-z0-9/_.(]|-(?=[A-Za-z0-9]))(?:[^\s:#,[\]{}]|:(?=[^\s,[\]{}])|(?<=\S)#|[ ]+(?=[^\s#:,[\]{}]|:[^\s,[\]{}]))*/y

const LONGEST_KEY = 1000
const WHOLE = /^[-+]?[0-9]+$/
const FLOATING = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/
/** Words and numbers that YAML 1.2 reads in a way of its own. */
const SPECIAL = /^(?:~|null|Null|NULL|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/
const TRUE = /^(?:true|True|TRUE)$/
const FALSE = /^(?:false|False|FALSE)$/

const plainValue = (text: string): boolean | number | bigint | string => {
  if (TRUE.test(text)) return true
  if (FALSE.test(text)) return false
  if (SPECIAL.test(text)) return leave()
  if (WHOLE.test(text)) {
    const value = Number(text)
    return Number.isSafeInteger(value) ? value : wholeNumber(text.replace('+', ''))
  }
  return FLOATING.test(text) ? Number(text) : text
}

const match = (pattern: RegExp, cursor: Cursor): string | null => {
  pattern.lastIndex = cursor.at
  try {
    return pattern.exec(cursor.text)?.[0] ?? null
  } catch {
    // A word of many megabytes overflows the stack of a regular expression; the library reads it without one.
    return leave()
  }
}

/** The text of a word and where it ends, moving past it. */
const word = (cursor: Cursor, context: 'block' | 'flow'): { readonly text: string; readonly quoted: boolean } => {
  const quoted = match(QUOTED, cursor)
  const text = quoted ?? match(context === 'block' ? BLOCK : FLOW, cursor) ?? leave()
  cursor.at += text.length
  return quoted === null ? { text, quoted: false } : { text: text.slice(1, -1), quoted: true }
}

export const readScalar = (cursor: Cursor, context: 'block' | 'flow'): SourceNode<Offsets> => {
  const start = cursor.at
  const { text, quoted } = word(cursor, context)
  return { kind: 'scalar', value: quoted ? text : plainValue(text), place: { start, end: cursor.at } }
}

/** A key, moving past its colon. Null, and no move, where none stands. */
export const readKey = (
  cursor: Cursor,
  context: 'block' | 'flow',
): { readonly key: string; readonly place: Offsets } | null => {
  const start = cursor.at
  const first = cursor.text[start] ?? ''
  if (!/[A-Za-z0-9/_."'(-]/.test(first)) return null
  const { text, quoted } = word(cursor, context)
  const place = { start, end: cursor.at }
  if (cursor.text[cursor.at] !== ':' || !/^[ \r\n]?$/.test(cursor.text[cursor.at + 1] ?? '')) {
    cursor.at = start
    return null
  }
  cursor.at++
  if (text.length > LONGEST_KEY || (!quoted && SPECIAL.test(text))) leave()
  return { key: text, place }
}
