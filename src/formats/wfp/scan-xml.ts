// SPDX-License-Identifier: MIT
import { ownText } from '../text/own-text.ts'
import { resolveReferences } from '../xml/xml-tag.ts'

/** An element as read; names as printed, attributes are passed over, for netsh's say nothing that the content does not. */
export interface ScannedElement {
  readonly name: string
  readonly text: string
  readonly children: readonly ScannedElement[]
  /** How many children it says that it has, `numItems`; null where it does not say. */
  readonly count: number | null
}

export interface XmlFault {
  readonly reason: string
  /** Offset in the text. */
  readonly at: number
}

const MOST_NESTED = 64
const COUNT = /\snumItems="(\d{1,9})"/
const BEGIN = /<item>\s{0,200}<filterKey>/y
const [SLASH, LESS, GREATER, QUESTION, EXCLAMATION, AMPERSAND] = [47, 60, 62, 63, 33, 38] as const
/** netsh writes no attribute but this. */
const LONGEST_TAG = 4_096

interface Open {
  readonly name: string
  text: string
  readonly children: ScannedElement[]
  /** Whether the element belongs to one that the caller wants, and is kept. */
  readonly kept: boolean
  readonly count: number | null
}

/** Where a scan begins in a document that was damaged before, and what was looked for in vain up to its end. */
export interface XmlStart {
  readonly at: number
  /** Names of the elements that are open there. */
  readonly open: readonly string[]
  readonly missing: Set<string>
}

/** Gets an element with all that it holds, its parent's name, where it ends, and the names of all that is open around it. */
export type Found = (element: ScannedElement, parent: string, end: number, open: readonly string[]) => void

/**
 * Walks over XML of any length and hands over each element that `wants` asks for by its name and its parent's,
 * with all that it holds; nothing else is kept. More than one root is allowed: `show state` prints two.
 * A document type is refused, so is an entity that XML does not know by itself. Null if all is well.
 */
export const scanXml = (
  text: string,
  wants: (name: string, parent: string) => boolean,
  found: Found,
  start: XmlStart = { at: 0, open: [], missing: new Set() },
): XmlFault | null => {
  const open: Open[] = start.open.map((name) => ({ name, text: '', children: [], kept: false, count: null }))
  let at = start.at === 0 && text.startsWith('\ufeff') ? 1 : start.at
  const indexOf = (mark: string, from: number): number => {
    const index = start.missing.has(mark) ? -1 : text.indexOf(mark, from)
    if (index < 0) start.missing.add(mark)
    return index
  }
  const fault = (reason: string): XmlFault => ({ reason, at })
  while (at < text.length) {
    // Nearly always a tag stands here, behind blanks.
    const blank = skipBlank(text, at)
    const tag = text.charCodeAt(blank) === LESS ? blank : indexOf('<', blank)
    const end = tag < 0 ? text.length : tag
    if (end > at) {
      const current = open.at(-1)
      if (current === undefined) {
        if (text.slice(at, end).trim() !== '') return fault('text outside of the root element')
      } else if (current.kept && (current.text !== '' || blank < end)) {
        // What is blank before the text of an element is none of it.
        const decoded = decode(text.slice(at, end))
        if (decoded === null) return fault('an entity that XML does not define')
        current.text += decoded
      }
    }
    if (tag < 0) break
    at = tag
    const mark = text.charCodeAt(at + 1)
    if (mark === SLASH) {
      const current = open.pop()
      if (current === undefined || !text.startsWith(current.name, at + 2))
        return fault('an end tag that closes nothing')
      const close = skipBlank(text, at + 2 + current.name.length)
      if (text.charCodeAt(close) !== GREATER) return fault('an end tag that closes nothing')
      at = close + 1
      finish(current, open, wants, found, at)
    } else if (mark === QUESTION || text.startsWith('<!--', at)) {
      const skip = mark === QUESTION ? '?>' : '-->'
      const close = indexOf(skip, at + 2)
      if (close < 0) return fault('a comment or instruction is never closed')
      at = close + skip.length
    } else if (text.startsWith('<![CDATA[', at)) {
      const close = indexOf(']]>', at)
      const current = open.at(-1)
      if (close < 0 || current === undefined) return fault('a CDATA section out of place')
      if (current.kept) current.text += text.slice(at + 9, close)
      at = close + 3
    } else if (mark === EXCLAMATION) {
      return fault('document types and entities are refused')
    } else {
      const name = nameAt(text, at + 1)
      const close = name === null ? -1 : tagEnd(text, at + 1 + name.length)
      if (name === null || close < 0) return fault('a tag that is none')
      if (open.length >= MOST_NESTED) return fault(`elements nest deeper than ${MOST_NESTED}`)
      const parent = open.at(-1)
      // An end tag was lost: the filter that begins here is none of the parts of the one before.
      if (parent?.kept === true && name === 'item' && beginsFilter(text, at))
        return fault('a filter that is never closed')
      const kept = (parent?.kept ?? false) || wants(name, parent?.name ?? '')
      // Most tags are their name alone.
      const told = close === at + 1 + name.length ? undefined : COUNT.exec(text.slice(at, close))?.[1]
      const count = told === undefined ? null : Number(told)
      at = close + 1
      const isEmpty = text.charCodeAt(close - 1) === SLASH
      const leaf = isEmpty || parent?.kept !== true ? -1 : leafEnd(text, at, name)
      if (leaf >= 0) {
        parent?.children.push({ name, text: once(text, at, leaf), children: NONE, count })
        at = leaf + name.length + 3
      } else {
        const element: Open = { name, text: '', children: [], kept, count }
        if (isEmpty) finish(element, open, wants, found, at)
        else open.push(element)
      }
    }
  }
  return open.length > 0 ? fault(`<${open.at(-1)?.name}> is never closed`) : null
}

const NONE: readonly ScannedElement[] = []

/**
 * Where the end tag begins of an element that holds plain text and nothing else, as most do; -1 where it holds more, or where
 * its text has to be looked at.
 */
const leafEnd = (text: string, from: number, name: string): number => {
  let at = from
  let code = text.charCodeAt(at)
  if (isBlank(code)) return -1
  for (; code !== LESS; code = text.charCodeAt(++at)) if (code === AMPERSAND || !(code >= 32 && code < 127)) return -1
  return !isBlank(text.charCodeAt(at - 1)) &&
    text.charCodeAt(at + 1) === SLASH &&
    text.startsWith(name, at + 2) &&
    text.charCodeAt(at + 2 + name.length) === GREATER
    ? at
    : -1
}

const finish = (
  { name, text, children, kept, count }: Open,
  open: readonly Open[],
  wants: (name: string, parent: string) => boolean,
  found: Found,
  end: number,
): void => {
  if (!kept) return
  const parent = open.at(-1)
  const element = { name, text: children.length > 0 ? '' : trimmed(text), children, count }
  if (parent?.kept) parent.children.push(element)
  else if (wants(name, parent?.name ?? ''))
    found(
      element,
      parent?.name ?? '',
      end,
      open.map((one) => one.name),
    )
}

const trimmed = (text: string): string => {
  const plain = text.trim()
  return once(plain, 0, plain.length)
}

/** Where the filter key of a filter stands behind its `<item>`. */
const beginsFilter = (text: string, at: number): boolean => {
  BEGIN.lastIndex = at
  return BEGIN.test(text)
}

const nameAt = (text: string, at: number): string | null => {
  let end = at
  while (isNamePart(text.charCodeAt(end))) end++
  return end === at || !isNameStart(text.charCodeAt(at)) ? null : once(text, at, end)
}

const isNameStart = (code: number): boolean => ((code | 32) - 97) >>> 0 < 26 || code === 95
const isNamePart = (code: number): boolean =>
  isNameStart(code) || (code >= 48 && code <= 57) || code === 45 || code === 46

/** Longer texts are hardly ever the same. */
const LONGEST_KNOWN = 200
const MOST_KNOWN = 1_024
const KNOWN: string[] = Array.from({ length: MOST_KNOWN }, () => '')

/**
 * A part of a text in memory of its own: as a part it would keep the whole window in memory in which it was found. Names, and
 * keys of layers, types and fields, are the same in every filter: each is one text, which its place is found by.
 */
const once = (text: string, from: number, end: number): string => {
  const length = end - from
  if (length === 0) return ''
  if (length > LONGEST_KNOWN) return ownText(text.slice(from, end))
  const middle = text.charCodeAt(from + (length >> 1))
  const slot = (length * 7 + text.charCodeAt(from) * 5 + middle * 31 + text.charCodeAt(end - 1) * 131) % MOST_KNOWN
  const known = KNOWN[slot] as string
  if (known.length === length && text.startsWith(known, from)) return known
  const own = ownText(text.slice(from, end))
  KNOWN[slot] = own
  return own
}

const isBlank = (code: number): boolean => code === 32 || code === 9 || code === 10 || code === 13

const skipBlank = (text: string, from: number): number => {
  let at = from
  while (isBlank(text.charCodeAt(at))) at++
  return at
}

/** The `>` that ends a start tag; a `>` or `<` may stand in an attribute's quotes. -1 where there is none. */
const tagEnd = (text: string, from: number): number => {
  if (text.charCodeAt(from) === GREATER) return from
  let quote = ''
  for (let at = from; at < Math.min(text.length, from + LONGEST_TAG); at++) {
    const char = text[at] as string
    if (quote !== '') {
      if (char === quote) quote = ''
    } else if (char === '"' || char === "'") quote = char
    else if (char === '>') return at
    else if (char === '<') return -1
  }
  return -1
}

const decode = (text: string): string | null =>
  text.includes('&') || text.includes('\r') ? resolveReferences(text.replaceAll('\r\n', '\n')) : text
