// SPDX-License-Identifier: MIT
import { type Data, DEEPEST, newMap, wholeNumber } from './data.ts'
import { isComment, whyNoComma, whyNoKey, whyNoValue } from './json-faults.ts'
import { keysIn, type Offsets, type PlaceTable, placeTable } from './place-table.ts'

export type JsonFault =
  | { readonly kind: 'syntax'; readonly reason: string; readonly place: Offsets }
  | { readonly kind: 'depth'; readonly place: Offsets }
  | { readonly kind: 'duplicate'; readonly key: string; readonly place: Offsets; readonly first: Offsets }

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.+-])/y
const LITERAL = /(?:true|false|null)(?![\w$])/y
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in strings
const PLAIN = /[^"\\\u0000-\u001f]*/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const WHOLE = /^-?\d+$/

/** JSON's number; one that no number of JavaScript holds exactly stays exact, so that a message shows what stands there. */
const numberOf = (written: string): number | bigint => {
  const value = Number(written)
  return !Number.isSafeInteger(value) && WHOLE.test(written) ? wholeNumber(written) : value
}

const [TAB, LINE_END, RETURN, BLANK] = [9, 10, 13, 32]
const [QUOTE, COMMA, COLON, OPEN_LIST, BACKSLASH, CLOSE_LIST, OPEN_MAP, CLOSE_MAP] = [34, 44, 58, 91, 92, 93, 123, 125]

export interface ParsedJson {
  /** Undefined where a fault ended the reading. */
  readonly data: Data | undefined
  readonly places: PlaceTable
  readonly faults: readonly JsonFault[]
}

/** Reads JSON (RFC 8259) and keeps where everything stands. Duplicate keys are noted and reading goes on; the rest ends it. */
export const parseJson = (text: string): ParsedJson => {
  const faults: JsonFault[] = []
  const places = placeTable()
  let at = 0

  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    return found === null ? null : found[0]
  }
  const skipSpace = (): number => {
    let code = text.charCodeAt(at)
    while (code === BLANK || code === LINE_END || code === RETURN || code === TAB) code = text.charCodeAt(++at)
    return code
  }
  /** Notes why reading ends and says so with undefined. */
  const stop = (reason: string, start = at): undefined => {
    faults.push({ kind: 'syntax', reason, place: { start, end: Math.min(start + 1, text.length) } })
    return undefined
  }
  const string = (): string | undefined => {
    const start = at
    at++
    let code = text.charCodeAt(at)
    while (code !== QUOTE && code !== BACKSLASH && code >= BLANK) code = text.charCodeAt(++at)
    if (code === QUOTE) return text.slice(start + 1, at++)
    // Piece by piece: one expression over a whole string of megabytes overflows its stack.
    for (let escaped: string | null = ''; escaped !== null; at += escaped?.length ?? 0) {
      at += match(PLAIN)?.length ?? 0
      escaped = match(ESCAPE)
    }
    const next = text[at]
    if (next === '"') return JSON.parse(text.slice(start, ++at)) as string
    return next === undefined || next === '\n' || next === '\r'
      ? stop('the closing quote is missing', start)
      : stop(next === '\\' ? 'JSON has no such escape' : 'control characters are written as \\u escapes')
  }
  const list = (depth: number, key: Offsets | null): Data | undefined => {
    const place = places.begin(key, at++)
    const items: Data[] = []
    if (skipSpace() === CLOSE_LIST) at++
    else
      for (;;) {
        if (skipSpace() === CLOSE_LIST) return stop('a comma stands before ]')
        const item = value(depth + 1, null)
        if (item === undefined) return undefined
        items.push(item)
        const separator = skipSpace()
        if (separator !== COMMA && separator !== CLOSE_LIST) return stop(whyNoComma(text, at, ']'))
        at++
        if (separator === CLOSE_LIST) break
      }
    places.end(place, at)
    return items
  }
  const map = (depth: number, key: Offsets | null): Data | undefined => {
    const place = places.begin(key, at++)
    const entries = newMap()
    /** Where each key stands first; made when one stands there again. */
    let firsts: Map<string, number> | null = null
    if (skipSpace() === CLOSE_MAP) at++
    else
      for (;;) {
        if (skipSpace() !== QUOTE) return stop(whyNoKey(text, at))
        const start = at
        const name = string()
        if (name === undefined) return undefined
        const inner = { start, end: at }
        if (skipSpace() !== COLON) return stop('a colon is expected after the key')
        at++
        const number = places.count()
        const child = value(depth + 1, inner)
        if (child === undefined) return undefined
        if (entries[name] === undefined) {
          entries[name] = child
          firsts?.set(name, number)
        } else {
          firsts ??= keysIn(places, place, places.count(), (from, to) => JSON.parse(text.slice(from, to)) as string)
          faults.push({ kind: 'duplicate', key: name, place: inner, first: places.keyOf(firsts.get(name) as number) })
        }
        const separator = skipSpace()
        if (separator !== COMMA && separator !== CLOSE_MAP) return stop(whyNoComma(text, at, '}'))
        at++
        if (separator === CLOSE_MAP) break
      }
    places.end(place, at)
    return entries
  }
  const value = (depth: number, key: Offsets | null): Data | undefined => {
    const first = skipSpace()
    if ((first === OPEN_LIST || first === OPEN_MAP) && depth >= DEEPEST) {
      faults.push({ kind: 'depth', place: { start: at, end: at + 1 } })
      return undefined
    }
    if (first === OPEN_LIST) return list(depth, key)
    if (first === OPEN_MAP) return map(depth, key)
    const start = at
    const place = places.begin(key, start)
    const found = first === QUOTE ? string() : scalar()
    places.end(place, at)
    return found
  }
  const scalar = (): Data | undefined => {
    const literal = match(LITERAL)
    const found = literal ?? match(NUMBER)
    if (found === null) return stop(whyNoValue(text, at))
    at += found.length
    return literal === null ? numberOf(found) : (JSON.parse(found) as null | boolean)
  }

  const data = value(0, null)
  if (data === undefined) return { data, places, faults }
  skipSpace()
  if (at === text.length) return { data, places, faults }
  stop(isComment(text, at) ? 'JSON has no comments' : 'the file goes on after its end')
  return { data: undefined, places, faults }
}
