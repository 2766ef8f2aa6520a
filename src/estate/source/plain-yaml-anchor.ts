// SPDX-License-Identifier: MIT
import { type Data, MOST_REPEATED } from './data.ts'
import type { Offsets } from './place-table.ts'
import { BLANK, type Cursor, LINE_END, leave, RETURN } from './plain-yaml-cursor.ts'

const [AMPERSAND, STAR] = [38, 42]
const NAME = /[A-Za-z0-9_-]+/y

const nameBehindMark = (cursor: Cursor): string => {
  NAME.lastIndex = cursor.at + 1
  const name = NAME.exec(cursor.text)?.[0] ?? leave()
  cursor.at += 1 + name.length
  return name
}

/** Moves past an anchor; null, and no move, where none stands. */
export const readAnchor = (cursor: Cursor): string | null => {
  const { text } = cursor
  if (text.charCodeAt(cursor.at) !== AMPERSAND) return null
  const name = nameBehindMark(cursor)
  const next = text.charCodeAt(cursor.at)
  if (next !== BLANK && next !== LINE_END && next !== RETURN) leave()
  let first = cursor.at
  while (text.charCodeAt(first) === BLANK) first++
  const mark = text.charCodeAt(first)
  return mark === AMPERSAND || mark === STAR ? leave() : name
}

/** Reads a value and keeps it under a name. While it is read an alias of it is a fault. */
export const keepAnchor = (cursor: Cursor, name: string, read: () => Data): Data => {
  const { anchors, places } = cursor
  anchors.set(name, null)
  const value = places.count()
  const before = value + cursor.repeated
  const data = read()
  anchors.set(name, { data, value, size: places.count() + cursor.repeated - before })
  return data
}

export const isAlias = ({ text, at }: Cursor): boolean => text.charCodeAt(at) === STAR

/** The value of an alias. An entry that holds one and is not plain is left to the library with the whole text: it knows no anchor. */
export const readAlias = (cursor: Cursor, key: Offsets | null): Data => {
  const { places, at } = cursor
  const anchor = cursor.anchors.get(nameBehindMark(cursor)) ?? leave()
  cursor.repeated += anchor.size
  if (cursor.repeated > MOST_REPEATED) leave()
  const value = places.begin(key, at)
  places.end(value, cursor.at)
  places.repeat(value, anchor.value)
  return anchor.data
}
