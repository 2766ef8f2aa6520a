// SPDX-License-Identifier: MIT
import { type CellKind, cellParts } from './cell-shape.ts'
import { type RowShape, rowShape, type ShapePart } from './row-shape.ts'

/** A tag, or the text between two. */
const TOKEN = /<(?<tag>[^<>]*)>|(?<text>[^<>]+)/y
const ATTRIBUTE = /(?<name>[\w:]+)=(?:'(?<single>[^'"<>=]*)'|"(?<double>[^'"<>=]*)")/g
/** Nobody looks at what stands in them. */
const UNREAD = /^(?:Execution|Correlation|Security)\b/
const STOPS = `<>'"=`

/**
 * The shape of an event. `kindOf` says what the text of an element is by the tag before it; the text of an element that nobody
 * reads may be any that has no quote and no equals sign, by which texts are found.
 */
export const xmlShape = (event: string, kindOf: (tag: string) => CellKind): RowShape | null => {
  // What was never closed is the beginning of those that are, and would leave their end behind.
  if (!/<\/Event>\s*$/.test(event)) return null
  const parts: ShapePart[] = []
  const begin = event.search(/\S/)
  let tag = ''
  const seen = new Set<string>()
  TOKEN.lastIndex = begin
  while (TOKEN.lastIndex < event.length) {
    const token = TOKEN.exec(event)
    if (token === null) return null
    const { text } = token.groups as Partial<Record<string, string>>
    if (text === undefined) {
      tag = token.groups?.tag as string
      const read = tagParts(tag)
      if (read === null) return null
      parts.push('<', ...read, '>')
      continue
    }
    const kind = kindOf(tag)
    if (kind !== null && seen.has(tag)) return null
    seen.add(tag)
    const value = /^\s*$/.test(text) ? [text] : cellParts(kind, text, STOPS)
    if (value === null || (kind === null && /['"=\r\n]/.test(text) && text.trim() !== '')) return null
    parts.push(...value)
  }
  return rowShape(parts)
}

const tagParts = (tag: string): readonly ShapePart[] | null => {
  const parts: ShapePart[] = []
  let at = 0
  for (const { 0: whole, index, groups } of tag.matchAll(ATTRIBUTE)) {
    const { name, single, double } = groups as Partial<Record<string, string>>
    const value = single ?? double ?? ''
    const kind = name === 'SystemTime' ? 'time' : UNREAD.test(tag) ? null : 'same'
    const read = cellParts(kind, value, STOPS)
    if (read === null) return null
    parts.push(tag.slice(at, index + whole.length - value.length - 1), ...read)
    at = index + whole.length - 1
  }
  return [...parts, tag.slice(at)]
}
