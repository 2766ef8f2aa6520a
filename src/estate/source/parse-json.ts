// SPDX-License-Identifier: MIT
import { DEEPEST, wholeNumber } from './data.ts'
import { isComment, whyNoComma, whyNoKey, whyNoValue } from './json-faults.ts'
import type { SourceEntry, SourceNode } from './source-node.ts'

export interface Offsets {
  readonly start: number
  readonly end: number
}

export type JsonFault =
  | { readonly kind: 'syntax'; readonly reason: string; readonly place: Offsets }
  | { readonly kind: 'depth'; readonly place: Offsets }
  | { readonly kind: 'duplicate'; readonly key: string; readonly place: Offsets; readonly first: Offsets }

const SPACE = /[ \t\r\n]*/y
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

/** Reads JSON (RFC 8259) and keeps where everything stands. Duplicate keys are noted and reading goes on; the rest ends it. */
export const parseJson = (text: string): { root: SourceNode<Offsets> | null; faults: readonly JsonFault[] } => {
  const faults: JsonFault[] = []
  let at = 0

  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    return found === null ? null : found[0]
  }
  const skipSpace = (): void => {
    at += match(SPACE)?.length ?? 0
  }
  /** Notes why reading ends and says so with null. */
  const stop = (reason: string, start = at): null => {
    faults.push({ kind: 'syntax', reason, place: { start, end: Math.min(start + 1, text.length) } })
    return null
  }
  const string = (): { value: string; place: Offsets } | null => {
    const start = at
    at++
    // Piece by piece: one expression over a whole string of megabytes overflows its stack.
    for (let escaped: string | null = ''; escaped !== null; at += escaped?.length ?? 0) {
      at += match(PLAIN)?.length ?? 0
      escaped = match(ESCAPE)
    }
    const next = text[at]
    if (next === '"') return { value: JSON.parse(text.slice(start, ++at)) as string, place: { start, end: at } }
    return next === undefined || next === '\n' || next === '\r'
      ? stop('the closing quote is missing', start)
      : stop(next === '\\' ? 'JSON has no such escape' : 'control characters are written as \\u escapes')
  }
  const list = (depth: number): SourceNode<Offsets> | null => {
    const start = at++
    const items: SourceNode<Offsets>[] = []
    skipSpace()
    if (text[at] === ']') at++
    else
      for (;;) {
        skipSpace()
        if (text[at] === ']') return stop('a comma stands before ]')
        const item = value(depth + 1)
        if (item === null) return null
        items.push(item)
        skipSpace()
        const separator = text[at]
        if (separator !== ',' && separator !== ']') return stop(whyNoComma(text, at, ']'))
        at++
        if (separator === ']') break
      }
    return { kind: 'list', items, place: { start, end: at } }
  }
  const map = (depth: number): SourceNode<Offsets> | null => {
    const start = at++
    const entries = new Map<string, SourceEntry<Offsets>>()
    skipSpace()
    if (text[at] === '}') at++
    else
      for (;;) {
        skipSpace()
        if (text[at] !== '"') return stop(whyNoKey(text, at))
        const key = string()
        if (key === null) return null
        skipSpace()
        if (text[at] !== ':') return stop('a colon is expected after the key')
        at++
        const child = value(depth + 1)
        if (child === null) return null
        const first = entries.get(key.value)
        if (first === undefined) entries.set(key.value, { key: key.place, value: child })
        else faults.push({ kind: 'duplicate', key: key.value, place: key.place, first: first.key })
        skipSpace()
        const separator = text[at]
        if (separator !== ',' && separator !== '}') return stop(whyNoComma(text, at, '}'))
        at++
        if (separator === '}') break
      }
    return { kind: 'map', entries, place: { start, end: at } }
  }
  const value = (depth: number): SourceNode<Offsets> | null => {
    skipSpace()
    const first = text[at]
    if ((first === '[' || first === '{') && depth >= DEEPEST) {
      faults.push({ kind: 'depth', place: { start: at, end: at + 1 } })
      return null
    }
    if (first === '[') return list(depth)
    if (first === '{') return map(depth)
    const start = at
    if (first === '"') {
      const found = string()
      return found === null ? null : { kind: 'scalar', value: found.value, place: found.place }
    }
    const literal = match(LITERAL)
    const found = literal ?? match(NUMBER)
    if (found === null) return stop(whyNoValue(text, at))
    at += found.length
    const value = literal === null ? numberOf(found) : (JSON.parse(found) as null | boolean)
    return { kind: 'scalar', value, place: { start, end: at } }
  }

  const root = value(0)
  if (root === null) return { root, faults }
  skipSpace()
  if (at === text.length) return { root, faults }
  stop(isComment(text, at) ? 'JSON has no comments' : 'the file goes on after its end')
  return { root: null, faults }
}
