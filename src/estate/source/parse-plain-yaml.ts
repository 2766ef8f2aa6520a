// SPDX-License-Identifier: MIT
import { MOST_ERRORS } from '../../diagnostics/first-errors.ts'
import { type Data, DEEPEST, newMap } from './data.ts'
import { type Offsets, type PlaceTable, placeTable } from './place-table.ts'
import { isAlias, keepAnchor, readAlias, readAnchor } from './plain-yaml-anchor.ts'
import {
  BLANK,
  type Cursor,
  LINE_END,
  leave,
  leaveDeep,
  NOT_PLAIN,
  nextLine,
  type OddKey,
  type PieceFault,
  pieceEnd,
  RETURN,
  type ReadPiece,
  restIsEmpty,
} from './plain-yaml-cursor.ts'
import { isMergeKey, keyOf, MERGE, readKey, readScalar } from './plain-yaml-scalar.ts'
import { sharedWords } from './shared-words.ts'

type Entries = { [key: string]: Data }
const [OPEN_LIST, CLOSE_LIST, OPEN_MAP, CLOSE_MAP, COMMA, DASH] = [91, 93, 123, 125, 44, 45]

interface Holder {
  readonly entries: Entries
  /** Its number among the places. */
  readonly number: number
  /** Whether `<<` stood in it, which is in no entry. */
  merges: boolean
}

const put = ({ text, words, oddKeys }: Cursor, holder: Holder, place: Offsets, value: Data): void => {
  const { entries, number, merges } = holder
  const name = keyOf(text, place.start, place.end, words)
  const isTwice = entries[name] !== undefined || (merges && name === MERGE)
  const isMerge = !isTwice && isMergeKey(text, place.start)
  if (isMerge) holder.merges = true
  if (isTwice || isMerge) oddKeys.push({ isTwice, name, place, holder: number })
  else entries[name] = value
}

/** A list that grew has room for sixteen more; most stay short, and a large estate has hundreds of thousands. */
const fitted = (items: readonly Data[]): readonly Data[] => (items.length < 16 ? items.slice() : items)

/** Blanks, comments and line ends inside brackets; a line has to stand further right than what holds the brackets. */
const skipFlowSpace = (cursor: Cursor, indent: number): void => {
  while (restIsEmpty(cursor)) {
    nextLine(cursor)
    if (cursor.indent <= indent) leave()
  }
}

const flowEntry = (cursor: Cursor, indent: number, depth: number, holder: Holder): void => {
  const key = readKey(cursor, 'flow') ?? leave()
  skipFlowSpace(cursor, indent)
  const next = cursor.text.charCodeAt(cursor.at)
  if (next === COMMA || next === CLOSE_LIST || next === CLOSE_MAP) leave()
  put(cursor, holder, key, flow(cursor, indent, depth, key))
}

const flow = (cursor: Cursor, indent: number, depth: number, key: Offsets | null): Data => {
  const { text, places } = cursor
  const start = cursor.at
  const open = text.charCodeAt(start)
  if (isAlias(cursor)) return readAlias(cursor, key)
  const anchor = readAnchor(cursor)
  if (anchor !== null) {
    if (restIsEmpty(cursor)) leave()
    return keepAnchor(cursor, anchor, () => flow(cursor, indent, depth, key))
  }
  if (open !== OPEN_LIST && open !== OPEN_MAP) return readScalar(cursor, 'flow', key)
  if (depth >= DEEPEST) leaveDeep(cursor)
  const place = places.begin(key, start)
  cursor.at++
  const close = open === OPEN_LIST ? CLOSE_LIST : CLOSE_MAP
  const value: Data[] | Entries = open === OPEN_LIST ? [] : newMap()
  const holder = Array.isArray(value) ? null : { entries: value, number: place, merges: false }
  skipFlowSpace(cursor, indent)
  while (text.charCodeAt(cursor.at) !== close) {
    if (holder !== null) flowEntry(cursor, indent, depth + 1, holder)
    else if (Array.isArray(value)) value.push(flow(cursor, indent, depth + 1, null))
    skipFlowSpace(cursor, indent)
    const separator = text.charCodeAt(cursor.at)
    if (separator === close) break
    if (separator !== COMMA) leave()
    cursor.at++
    skipFlowSpace(cursor, indent)
  }
  cursor.at++
  places.end(place, cursor.at)
  return Array.isArray(value) ? fitted(value) : value
}

/** What stands behind a key or a dash on the same line, up to the end of the line. */
const inline = (cursor: Cursor, indent: number, depth: number, key: Offsets | null): Data => {
  const value =
    opensFlow(cursor) || isAlias(cursor) ? flow(cursor, indent, depth, key) : readScalar(cursor, 'block', key)
  if (!restIsEmpty(cursor)) leave()
  nextLine(cursor)
  // A line further right would go on with the value.
  if (cursor.indent > indent) leave()
  return value
}

/** The same, where the value may have a name: then it may begin on the next line, too. */
const named = (cursor: Cursor, indent: number, depth: number, key: Offsets | null): Data => {
  const anchor = readAnchor(cursor)
  if (anchor === null) return inline(cursor, indent, depth, key)
  return keepAnchor(cursor, anchor, () => {
    if (restIsEmpty(cursor)) {
      nextLine(cursor)
      return cursor.indent > indent ? block(cursor, depth, key) : leave()
    }
    const { at } = cursor
    // The name would be that of the key.
    if (!opensFlow(cursor) && readKey(cursor, 'block') !== null) leave()
    cursor.at = at
    return inline(cursor, indent, depth, key)
  })
}

const opensFlow = ({ text, at }: Cursor): boolean => {
  const first = text.charCodeAt(at)
  return first === OPEN_LIST || first === OPEN_MAP
}

const isDash = ({ text, at }: Cursor): boolean => {
  if (text.charCodeAt(at) !== DASH) return false
  const next = text.charCodeAt(at + 1)
  return at + 1 === text.length || next === BLANK || next === LINE_END || next === RETURN
}

const nothing = ({ places }: Cursor, at: number, key: Offsets | null): null => {
  places.end(places.begin(key, at), at)
  return null
}

const entryValue = (cursor: Cursor, indent: number, depth: number, key: Offsets): Data => {
  const colon = cursor.at
  if (!restIsEmpty(cursor)) return named(cursor, indent, depth, key)
  nextLine(cursor)
  if (cursor.indent > indent) return block(cursor, depth, key)
  return cursor.indent === indent && isDash(cursor) ? list(cursor, depth, key) : nothing(cursor, colon, key)
}

const entry = (cursor: Cursor, indent: number, depth: number, holder: Holder): void => {
  const key = readKey(cursor, 'block') ?? leave()
  put(cursor, holder, key, entryValue(cursor, indent, depth + 1, key))
}

/** Thrown where not even entries can be read by themselves. */
const NOT_PIECES: unique symbol = Symbol('not pieces')
/** Thrown where more is wrong than is shown. */
const TOO_MANY: unique symbol = Symbol('too many faults')

/** An entry that is not plain: the library reads it, right or wrong, and the reading goes on behind it. */
const foreignEntry = (cursor: Cursor, start: number, indent: number, depth: number, entries: Entries): void => {
  const { text, places, readPiece, faults } = cursor
  const end = readPiece === null ? null : pieceEnd(text, start, indent)
  // Half of a text is the whole of it, as to the time that it takes.
  if (readPiece === null || end === null || end - start > text.length / 2) throw NOT_PIECES
  // Without a plain key it may be no entry: a bracket at the left margin goes on over lines that stand there as well.
  cursor.at = start
  if (readKey(cursor, 'block') === null) leave()
  const piece = readPiece({ text, start, end, depth }, places)
  if (piece === null) throw NOT_PIECES
  if ('faults' in piece) {
    for (const fault of piece.faults) faults.push(fault)
    // Of so many the rest need not be found.
    if (faults.length > MOST_ERRORS) throw TOO_MANY
    // Something has to stand there for what follows.
    places.end(places.begin(null, start), start)
  } else {
    if (entries[piece.name] !== undefined) throw NOT_PIECES
    entries[piece.name] = piece.data
  }
  cursor.at = text.charCodeAt(end - 1) === LINE_END ? end - 1 : end
  nextLine(cursor)
}

const map = (cursor: Cursor, depth: number, key: Offsets | null): Data => {
  const { places, faults, oddKeys } = cursor
  const { indent } = cursor
  const place = places.begin(key, cursor.at)
  const entries = newMap()
  const holder = { entries, number: place, merges: false }
  let last: number
  do {
    const start = cursor.at
    last = places.count()
    const wrong = faults.length
    const odd = oddKeys.length
    try {
      entry(cursor, indent, depth, holder)
    } catch (fault) {
      if (fault !== NOT_PLAIN || cursor.tooDeep !== null) throw fault
      // All of it is read once more, with what was found in it.
      places.cut(last)
      faults.length = wrong
      oddKeys.length = odd
      foreignEntry(cursor, start, indent, depth, entries)
    }
  } while (cursor.indent === indent && !isDash(cursor))
  places.end(place, places.placeOf(last).end)
  return entries
}

const list = (cursor: Cursor, depth: number, key: Offsets | null): Data => {
  const { places } = cursor
  const { indent } = cursor
  const place = places.begin(key, cursor.at)
  const items: Data[] = []
  let last = place
  while (cursor.indent === indent && isDash(cursor)) {
    const dash = ++cursor.at
    last = places.count()
    if (restIsEmpty(cursor)) {
      nextLine(cursor)
      items.push(cursor.indent > indent ? block(cursor, depth + 1, null) : nothing(cursor, dash, null))
      continue
    }
    if (isDash(cursor)) leave()
    const column = indent + 1 + cursor.at - dash
    const content = cursor.at
    const isMap = !opensFlow(cursor) && readKey(cursor, 'block') !== null
    cursor.at = content
    if (isMap) cursor.indent = column
    items.push(isMap ? map(cursor, depth + 1, null) : named(cursor, indent, depth + 1, null))
    if (cursor.indent > indent) leave()
  }
  places.end(place, places.placeOf(last).end)
  return fitted(items)
}

const block = (cursor: Cursor, depth: number, key: Offsets | null): Data => {
  if (depth >= DEEPEST) leaveDeep(cursor)
  const { indent } = cursor
  const value = isDash(cursor) ? list(cursor, depth, key) : map(cursor, depth, key)
  if (cursor.indent >= indent) leave()
  return value
}

/** Comments and the marker that a document may start with. */
const START = /^(?: *(?:#[^\n]*)?\r?\n)*---(?: +#[^\n]*| *)\r?\n/

export interface PlainYaml {
  readonly data: Data
  readonly places: PlaceTable
  /** What is wrong with entries that are not plain, and are not in the data. */
  readonly faults: readonly PieceFault[]
  readonly oddKeys: readonly OddKey[]
}

/**
 * Reads the YAML that estates are written in: block mappings and lists, brackets, words on one line, comments,
 * anchors and aliases.
 * Null where anything else stands in the text, right or wrong: the library reads that, a hundred times slower. Of a long
 * text it is given the entries alone that are not plain (`readPiece`).
 */
export const parsePlainYaml = (
  text: string,
  readPiece: ReadPiece | null = null,
): PlainYaml | { readonly tooDeep: number } | null => {
  if ((readPiece === null && text.includes('\t')) || /\r(?!\n)/.test(text)) return null
  const places = placeTable()
  const cursor: Cursor = {
    text,
    places,
    at: START.exec(text)?.[0].length ?? 0,
    indent: -1,
    tooDeep: null,
    readPiece,
    faults: [],
    oddKeys: [],
    words: sharedWords(text),
    anchors: new Map(),
    repeated: 0,
  }
  try {
    const start = cursor.at
    if (restIsEmpty(cursor)) nextLine(cursor)
    else cursor.indent = cursor.at - start
    if (cursor.indent < 0 || /^(?:---|\.\.\.)/.test(text.slice(start, start + 3))) return null
    const data = block(cursor, 0, null)
    const { at, indent, faults, oddKeys } = cursor
    return at === text.length && indent === -1 ? { data, places, faults, oddKeys } : null
  } catch (fault) {
    if (fault === TOO_MANY) return { data: null, places, faults: cursor.faults, oddKeys: [] }
    if (fault === NOT_PLAIN || fault === NOT_PIECES) return cursor.tooDeep === null ? null : { tooDeep: cursor.tooDeep }
    throw fault
  }
}
