// SPDX-License-Identifier: MIT
import { DEEPEST } from './data.ts'
import type { Offsets } from './parse-json.ts'
import { type Cursor, leave, leaveDeep, NOT_PLAIN, nextLine, restIsEmpty } from './plain-yaml-cursor.ts'
import { readKey, readScalar } from './plain-yaml-scalar.ts'
import type { SourceEntry, SourceNode } from './source-node.ts'

type Node = SourceNode<Offsets>
type Entries = Map<string, SourceEntry<Offsets>>

const add = (entries: Entries, key: string, place: Offsets, value: Node): void => {
  if (entries.has(key)) leave()
  entries.set(key, { key: place, value })
}

/** Blanks, comments and line ends inside brackets; a line has to stand further right than what holds the brackets. */
const skipFlowSpace = (cursor: Cursor, indent: number): void => {
  while (restIsEmpty(cursor)) {
    nextLine(cursor)
    if (cursor.indent <= indent) leave()
  }
}

const flow = (cursor: Cursor, indent: number, depth: number): Node => {
  const start = cursor.at
  const open = cursor.text[start]
  if (open !== '[' && open !== '{') return readScalar(cursor, 'flow')
  if (depth >= DEEPEST) leaveDeep(cursor)
  cursor.at++
  const close = open === '[' ? ']' : '}'
  const items: Node[] = []
  const entries: Entries = new Map()
  skipFlowSpace(cursor, indent)
  while (cursor.text[cursor.at] !== close) {
    if (open === '[') items.push(flow(cursor, indent, depth + 1))
    else {
      const key = readKey(cursor, 'flow') ?? leave()
      skipFlowSpace(cursor, indent)
      if (/[,\]}]/.test(cursor.text[cursor.at] ?? '')) leave()
      add(entries, key.key, key.place, flow(cursor, indent, depth + 1))
    }
    skipFlowSpace(cursor, indent)
    const separator = cursor.text[cursor.at]
    if (separator === close) break
    if (separator !== ',') leave()
    cursor.at++
    skipFlowSpace(cursor, indent)
  }
  cursor.at++
  const place = { start, end: cursor.at }
  return open === '[' ? { kind: 'list', items, place } : { kind: 'map', entries, place }
}

/** What stands behind a key or a dash on the same line, up to the end of the line. */
const inline = (cursor: Cursor, indent: number, depth: number): Node => {
  const first = cursor.text[cursor.at]
  const node = first === '[' || first === '{' ? flow(cursor, indent, depth) : readScalar(cursor, 'block')
  if (!restIsEmpty(cursor)) leave()
  nextLine(cursor)
  // A line further right would go on with the value.
  if (cursor.indent > indent) leave()
  return node
}

const isDash = ({ text, at }: Cursor): boolean => text[at] === '-' && /^[ \r\n]?$/.test(text[at + 1] ?? '')

const endOf = (node: Node | undefined, start: number): Offsets => ({ start, end: node?.place.end ?? start })

const map = (cursor: Cursor, depth: number): Node => {
  const start = cursor.at
  const { indent } = cursor
  const entries: Entries = new Map()
  let last: Node | undefined
  do {
    const key = readKey(cursor, 'block') ?? leave()
    const colon = cursor.at
    if (restIsEmpty(cursor)) {
      nextLine(cursor)
      if (cursor.indent > indent) last = block(cursor, depth + 1)
      else if (cursor.indent === indent && isDash(cursor)) last = list(cursor, depth + 1)
      else last = { kind: 'scalar', value: null, place: { start: colon, end: colon } }
    } else last = inline(cursor, indent, depth + 1)
    add(entries, key.key, key.place, last)
  } while (cursor.indent === indent && !isDash(cursor))
  return { kind: 'map', entries, place: endOf(last, start) }
}

const list = (cursor: Cursor, depth: number): Node => {
  const start = cursor.at
  const { indent } = cursor
  const items: Node[] = []
  while (cursor.indent === indent && isDash(cursor)) {
    const dash = ++cursor.at
    if (restIsEmpty(cursor)) {
      nextLine(cursor)
      items.push(
        cursor.indent > indent
          ? block(cursor, depth + 1)
          : { kind: 'scalar', value: null, place: { start: dash, end: dash } },
      )
      continue
    }
    if (isDash(cursor)) leave()
    const column = indent + 1 + cursor.at - dash
    const content = cursor.at
    const first = cursor.text[content]
    const isMap = first !== '[' && first !== '{' && readKey(cursor, 'block') !== null
    cursor.at = content
    if (isMap) cursor.indent = column
    items.push(isMap ? map(cursor, depth + 1) : inline(cursor, indent, depth + 1))
    if (cursor.indent > indent) leave()
  }
  return { kind: 'list', items, place: endOf(items.at(-1), start) }
}

const block = (cursor: Cursor, depth: number): Node => {
  if (depth >= DEEPEST) leaveDeep(cursor)
  const { indent } = cursor
  const node = isDash(cursor) ? list(cursor, depth) : map(cursor, depth)
  if (cursor.indent >= indent) leave()
  return node
}

/** Comments and the marker that a document may start with. */
const START = /^(?: *(?:#[^\n]*)?\r?\n)*---(?: +#[^\n]*| *)\r?\n/

/**
 * Reads the YAML that estates are written in: block mappings and lists, brackets, words on one line, comments.
 * Null where anything else stands in the text, right or wrong: the library reads that, twenty times slower.
 */
export const parsePlainYaml = (text: string): Node | { readonly kind: 'too-deep'; readonly at: number } | null => {
  if (text.includes('\t') || /\r(?!\n)/.test(text)) return null
  const cursor: Cursor = { text, at: START.exec(text)?.[0].length ?? 0, indent: -1, tooDeep: null }
  try {
    const start = cursor.at
    if (restIsEmpty(cursor)) nextLine(cursor)
    else cursor.indent = cursor.at - start
    if (cursor.indent < 0 || /^(?:---|\.\.\.)/.test(text.slice(start, start + 3))) return null
    const node = block(cursor, 0)
    return cursor.at === text.length && cursor.indent === -1 ? node : null
  } catch (fault) {
    if (fault === NOT_PLAIN) return cursor.tooDeep === null ? null : { kind: 'too-deep', at: cursor.tooDeep }
    throw fault
  }
}
