// SPDX-License-Identifier: MIT
import type { JsonMember, JsonNode, JsonResult, JsonValues } from './json-node.ts'

/** More than any configuration needs and far less than the stack holds. */
const MAX_DEPTH = 64

const SPACE = ' \t\r\n'
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORD = /true|false|null/y

/**
 * Reads JSON (RFC 8259) with the place of every value; a byte order mark may stand in front.
 * Members are a list, so that a key such as `__proto__` is a key like any other. Never throws.
 */
export const readJson = (text: string): JsonResult => {
  const result = readValues(text, false)
  return 'nodes' in result ? { node: result.nodes[0] as JsonNode } : result
}

/** The same for values one after the other, as several answers in one file: blanks, line ends or commas stand between. */
export const readJsonValues = (text: string): JsonValues => readValues(text, true)

const readValues = (text: string, several: boolean): JsonValues => {
  let at = text.startsWith('\ufeff') ? 1 : 0
  let fault: { readonly offset: number; readonly fault: string } | null = null

  const fail = (offset: number, message: string): null => {
    fault ??= { offset, fault: message }
    return null
  }
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found === null) return null
    at = pattern.lastIndex
    return found[0]
  }
  const character = (): string => {
    while (at < text.length && SPACE.includes(text.charAt(at))) at++
    return text.charAt(at)
  }
  const found = (): string => (at >= text.length ? 'the end of the file' : `“${printable(text.charAt(at))}”`)

  const readText = (): string | null => {
    const start = at
    for (at++; text.charAt(at) !== '"'; at++) {
      if (at >= text.length || text.charCodeAt(at) < 0x20) return fail(start, 'This text has no end on its line')
      if (text.charAt(at) === '\\') at++
    }
    at++
    try {
      return JSON.parse(text.slice(start, at)) as string
    } catch {
      return fail(start, 'This text has an escape that JSON does not know')
    }
  }
  const readList = (close: string, item: () => boolean): boolean => {
    at++
    if (character() === close) {
      at++
      return true
    }
    for (;;) {
      if (!item()) return false
      const next = character()
      if (next !== ',' && next !== close) return fail(at, `Expected “,” or “${close}”, found ${found()}`) !== null
      at++
      if (next === close) return true
    }
  }
  const readObject = (depth: number): JsonNode | null => {
    const offset = at
    const members: JsonMember[] = []
    const whole = readList('}', () => {
      if (character() !== '"') return fail(at, `Expected a key in quotes, found ${found()}`) !== null
      const keyOffset = at
      const key = readText()
      if (key === null) return false
      if (character() !== ':') return fail(at, `Expected “:”, found ${found()}`) !== null
      at++
      const value = readValue(depth + 1)
      if (value !== null) members.push({ key, offset: keyOffset, value })
      return value !== null
    })
    return whole ? { kind: 'object', offset, members } : null
  }
  const readArray = (depth: number): JsonNode | null => {
    const offset = at
    const items: JsonNode[] = []
    const whole = readList(']', () => {
      const value = readValue(depth + 1)
      if (value !== null) items.push(value)
      return value !== null
    })
    return whole ? { kind: 'array', offset, items } : null
  }
  const readValue = (depth: number): JsonNode | null => {
    const first = character()
    const offset = at
    if (depth > MAX_DEPTH) return fail(offset, `More than ${MAX_DEPTH} levels of nesting`)
    if (first === '{') return readObject(depth)
    if (first === '[') return readArray(depth)
    if (first === '"') {
      const value = readText()
      return value === null ? null : { kind: 'text', offset, value }
    }
    const word = match(WORD)
    if (word === 'null') return { kind: 'null', offset }
    if (word !== null) return { kind: 'truth', offset, value: word === 'true' }
    const number = match(NUMBER)
    return number === null
      ? fail(offset, `Expected a value, found ${found()}`)
      : { kind: 'number', offset, value: Number(number) }
  }

  const nodes: JsonNode[] = []
  do {
    const node = readValue(1)
    if (node !== null) nodes.push(node)
    if (several && character() === ',') at++
  } while (several && fault === null && character() !== '')
  if (fault === null && character() !== '') fail(at, `Expected the end of the file, found ${found()}`)
  return fault ?? { nodes }
}

const printable = (character: string): string =>
  /[\p{C}\p{Z}]/u.test(character)
    ? `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
    : character
