// SPDX-License-Identifier: MIT
import { wholeNumber } from './data.ts'
import type { Offsets } from './place-table.ts'
import { BLANK, type Cursor, LINE_END, leave, RETURN } from './plain-yaml-cursor.ts'
import type { SliceWord } from './shared-words.ts'

export type Context = 'block' | 'flow'
type Scalar = boolean | number | bigint | string

const LONGEST_KEY = 1000
const WHOLE = /^[-+]?[0-9]+$/
const FLOATING = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/
/** Words and numbers that YAML 1.2 reads in a way of its own. */
const SPECIAL = /^(?:~|null|Null|NULL|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/
const TRUE = /^(?:true|True|TRUE)$/
const FALSE = /^(?:false|False|FALSE)$/
/** With what a word begins that may be no text. */
const UNSURE = /[-+.~0-9tTfFnN]/

const plainValue = (text: string): Scalar => {
  if (!UNSURE.test(text[0] as string)) return text
  if (TRUE.test(text)) return true
  if (FALSE.test(text)) return false
  if (SPECIAL.test(text)) return leave()
  if (WHOLE.test(text)) {
    const value = Number(text)
    return Number.isSafeInteger(value) ? value : wholeNumber(text.replace('+', ''))
  }
  return FLOATING.test(text) ? Number(text) : text
}

const [TAB, QUOTE, HASH, APOSTROPHE, COLON, BACKSLASH, FIRST_BEYOND_ASCII] = [9, 34, 35, 39, 58, 92, 127]
const START = new Set(
  Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_.(', (one) => one.charCodeAt(0)),
)
const AFTER_DASH = new Set([...START].filter((code) => /[A-Za-z0-9]/.test(String.fromCharCode(code))))
const DASH = 45

/** What a character is to a plain word; everything else goes on with it. */
const [ORDINARY, ENDS_FLOW, ASKED, SPACE] = [0, 1, 2, 3] as const
const KIND = Uint8Array.from({ length: FIRST_BEYOND_ASCII + 1 }, (_, code) => {
  const char = String.fromCharCode(code)
  if (/[ \t\n\v\f\r]/.test(char)) return SPACE
  return /[,[\]{}]/.test(char) ? ENDS_FLOW : code === COLON || code === HASH ? ASKED : ORDINARY
})
const isSpace = (code: number): boolean =>
  code <= FIRST_BEYOND_ASCII ? KIND[code] === SPACE : /\s/.test(String.fromCharCode(code))

/** Where a plain scalar ends: on its line, before `: `, ` #` and, inside brackets, before what they are made of. */
const plainEnd = (text: string, start: number, flow: boolean): number => {
  const least = flow ? ENDS_FLOW : ASKED
  const goesOn = (at: number): boolean => {
    const code = text.charCodeAt(at)
    return at < text.length && !isSpace(code) && !(flow && KIND[code] === ENDS_FLOW)
  }
  const first = text.charCodeAt(start)
  if (!START.has(first) && !(first === DASH && AFTER_DASH.has(text.charCodeAt(start + 1)))) return -1
  let at = start + 1
  for (;;) {
    // Most characters of most words; of one beyond ASCII, and at the end of the text, there is no kind.
    while ((KIND[text.charCodeAt(at)] as number) < least) at++
    let next = at
    while (text.charCodeAt(next) === BLANK) next++
    if (!goesOn(next)) return at
    const code = text.charCodeAt(next)
    if (code === COLON && !goesOn(next + 1)) return at
    if (code === HASH && next > at) return at
    at = next + 1
  }
}

/** Where a text in quotes ends that has no quote and no escape inside. */
const quotedEnd = (text: string, start: number, quote: number): number => {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) return quote === APOSTROPHE && text.charCodeAt(at + 1) === APOSTROPHE ? -1 : at + 1
    if (code === LINE_END || code === RETURN || code === TAB || (code === BACKSLASH && quote === QUOTE)) return -1
  }
  return -1
}

/** Moves past a word; whether it stands in quotes. */
const word = (cursor: Cursor, context: Context): boolean => {
  const { text, at } = cursor
  const first = text.charCodeAt(at)
  const quoted = first === QUOTE || first === APOSTROPHE
  const end = quoted ? quotedEnd(text, at, first) : plainEnd(text, at, context === 'flow')
  if (end < 0) leave()
  cursor.at = end
  return quoted
}

export const readScalar = (cursor: Cursor, context: Context, key: Offsets | null): Scalar => {
  const { places, words, at } = cursor
  const quoted = word(cursor, context)
  places.end(places.begin(key, at), cursor.at)
  return quoted ? words(at + 1, cursor.at - 1) : plainValue(words(at, cursor.at))
}

/** A key as it stands between two places. */
export const keyOf = (
  text: string,
  start: number,
  end: number,
  slice: SliceWord = (from, to) => text.slice(from, to),
): string => {
  const first = text.charCodeAt(start)
  return first === QUOTE || first === APOSTROPHE ? slice(start + 1, end - 1) : slice(start, end)
}

/** The key that YAML 1.1 merges mappings by. In quotes it is a word like any other. */
export const MERGE = '<<'
export const isMergeKey = (text: string, at: number): boolean => text.startsWith(MERGE, at)

const KEY_START = /[A-Za-z0-9/_."'(-]/

/** The place of a key, moving past its colon. Null, and no move, where none stands. */
export const readKey = (cursor: Cursor, context: Context): Offsets | null => {
  const { text, at: start } = cursor
  const merges = isMergeKey(text, start)
  if (merges) cursor.at = start + MERGE.length
  else if (!KEY_START.test(text[start] ?? '')) return null
  const quoted = !merges && word(cursor, context)
  const end = cursor.at
  const after = text.charCodeAt(end + 1)
  const isKey =
    text.charCodeAt(end) === COLON &&
    (end + 1 === text.length || after === BLANK || after === LINE_END || after === RETURN)
  if (!isKey) {
    cursor.at = start
    return null
  }
  cursor.at++
  if (
    end - start > LONGEST_KEY ||
    (!quoted && UNSURE.test(text[start] as string) && SPECIAL.test(text.slice(start, end)))
  )
    leave()
  return { start, end }
}
