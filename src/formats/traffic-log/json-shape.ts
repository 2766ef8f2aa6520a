// SPDX-License-Identifier: MIT
import { type RowShape, rowShape, type ShapePart, type ValueKind } from './row-shape.ts'
import { DIGITS, secondsParts, timeParts } from './value-parts.ts'

/** A string, a number, a word, or what stands between them. */
const TOKEN =
  /"(?<text>(?:[^"\\\p{Cc}]|\\["\\/bfnrt])*)"(?<colon>\s*:)?|(?<number>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)|true|false|null|[{}[\],:]|\s+/uy
const WHOLE = /^(?:0|[1-9]\d*)$/

/**
 * The shape of JSON, key by key. `kindOf` says what the value of a key is: a kind, `same` where it must be the same to the
 * letter, null where nobody reads it. Null where a key that is read stands there twice, or where it is not quite JSON.
 */
export const jsonShape = (
  piece: string,
  kindOf: (key: string) => ValueKind | 'same' | null,
  isLine: boolean,
): RowShape | null => {
  const parts: ShapePart[] = []
  const seen = new Set<string>()
  let key = ''
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < piece.length) {
    const token = TOKEN.exec(piece)
    if (token === null) return null
    const { text, colon, number } = token.groups as Partial<Record<string, string>>
    if (text !== undefined && colon !== undefined) {
      key = text
      if (kindOf(key) !== null) {
        if (seen.has(key)) return null
        seen.add(key)
      }
      parts.push(token[0])
      continue
    }
    const kind = kindOf(key)
    if (text !== undefined) {
      const value = partsOf(kind, text, '"', isLine)
      if (value === null) return null
      parts.push('"', ...value, '"')
    } else if (number !== undefined) {
      const value = partsOf(kind, number, '', isLine)
      if (value === null) return null
      parts.push(...value)
    } else parts.push(token[0])
    // What stands in a list has no key of its own.
    if (!/^[\s[,]/.test(token[0])) key = ''
  }
  return rowShape(isLine ? [...parts, { kind: 'end' }] : parts)
}

/** Strings from here on are searched for their end, not looked at letter by letter. */
const LONG = 32

const partsOf = (
  kind: ValueKind | 'same' | null,
  text: string,
  stops: string,
  isLine: boolean,
): readonly ShapePart[] | null => {
  const isText = stops === '"'
  if (kind === 'same') return [text]
  if (kind === 'time') return timeParts(text)
  if (kind === 'seconds') return isText ? timeParts(text) : secondsParts(text)
  if (kind === 'host') return [{ kind, stops: '"\\' }]
  if (kind !== null) return [{ kind }]
  if (isText) return [{ kind: isLine && text.length >= LONG ? 'text' : 'string' }]
  if (WHOLE.test(text)) return [{ kind: 'number' }]
  const [, whole, fraction] = /^(\d+)\.(\d+)$/.exec(text) ?? []
  return whole === undefined || fraction === undefined ? [text] : [{ kind: 'number' }, '.', DIGITS]
}
