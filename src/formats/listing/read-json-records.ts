// SPDX-License-Identifier: MIT
import { type ListingFile, type ListingRecord, type ListingValue, listingRecord, strayPiece } from './listing-record.ts'

type Table = Readonly<Record<string, ListingValue>>

const isTable = (value: ListingValue | undefined): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const keysIn = (value: ListingValue): number => {
  let count = 0
  const rest: object[] = []
  const note = (inner: ListingValue): void => {
    if (typeof inner === 'object' && inner !== null) rest.push(inner)
  }
  note(value)
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const inner: readonly ListingValue[] = Array.isArray(next) ? next : Object.values(next)
    if (!Array.isArray(next)) count += inner.length
    for (const one of inner) note(one)
  }
  return count
}

/** Names with a colon behind them, counted character by character: a pattern would run out of stack in a long string. */
const namesIn = (text: string): number => {
  let count = 0
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at)) {
    for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === '\\') at++
    at++
    while (/\s/.test(text[at] ?? '')) at++
    if (text[at] === ':') count++
  }
  return count
}

/** JSON takes the last of two equal names; which of them was meant, nobody can say. */
const hasTwice = (text: string, value: ListingValue): boolean => namesIn(text) !== keysIn(value)

/** Where the objects of the outer list begin: each on a line of its own, as far in as the first, or behind another. */
const startsOf = (text: string, from: number): readonly number[] => {
  const first = text.indexOf('{', from)
  if (first < 0) return []
  const line = text.lastIndexOf('\n', first)
  const indent = line >= from ? text.slice(line + 1, first) : null
  if (indent !== null && indent.trim() === '')
    return [...text.matchAll(new RegExp(`\\n${indent}\\{`, 'g'))].map(({ index }) => index + 1 + indent.length)
  const behind = [...text.matchAll(/\},\s*(?=\{")/g)].map(({ index, 0: { length } }) => index + length)
  return [first, ...behind.filter((at) => at > first)]
}

const pieceOf = (text: string): ListingFile => {
  const bare = text.trim().replace(/,$/, '')
  let value: ListingValue
  try {
    value = JSON.parse(bare) as ListingValue
  } catch {
    return { records: [], losses: [strayPiece('is no whole object', bare)] }
  }
  if (!isTable(value)) return { records: [], losses: [strayPiece('is no object', bare)] }
  if (hasTwice(bare, value)) return { records: [], losses: [strayPiece('a name stands twice', bare)] }
  return { records: [listingRecord(Object.entries(value), bare)], losses: [] }
}

/** Values that are no objects, or empty ones, told one by one; a list of millions is no listing. */
const MOST_STRAYS = 1000

const whole = (text: string): ListingFile | null => {
  let value: ListingValue
  try {
    value = JSON.parse(text) as ListingValue
  } catch {
    return null
  }
  if (hasTwice(text, value)) return null
  // Windows PowerShell may wrap a list: { "value": […], "Count": n }.
  const list = isTable(value) && Array.isArray(value.value) ? value.value : value
  const items: readonly ListingValue[] = Array.isArray(list) ? list.flat() : [list as ListingValue]
  const records: ListingRecord[] = []
  const losses: ListingFile['losses'][number][] = []
  let strays = 0
  for (const item of items) {
    if (isTable(item) && Object.keys(item).length > 0)
      records.push(listingRecord(Object.entries(item), JSON.stringify(item)))
    else if (++strays <= MOST_STRAYS)
      losses.push(strayPiece(isTable(item) ? 'says nothing' : 'is no object', JSON.stringify(item)))
  }
  if (strays > MOST_STRAYS)
    losses.push(strayPiece(`and ${strays - MOST_STRAYS} more values are no objects that say something`, ''))
  return { records, losses }
}

const END = /\}\s*\]\s*(?:,\s*"Count"\s*:\s*\d+\s*\})?\s*$/

/** Objects of ConvertTo-Json, in a list or one alone. What is damaged costs the object it stands in. */
export const readJsonRecords = (text: string): ListingFile => {
  const all = whole(text)
  if (all !== null) return all
  const open = /^\s*(?:\{\s*"value"\s*:\s*)?\[/.exec(text)?.[0].length ?? 0
  const starts = startsOf(text, open)
  const before = text.slice(open, starts[0] ?? text.length)
  const pieces = starts.map((start, index) => {
    const piece = text.slice(start, starts[index + 1] ?? text.length)
    return pieceOf(index === starts.length - 1 ? piece.replace(END, '}') : piece)
  })
  return {
    records: pieces.flatMap(({ records }) => records),
    losses: [
      ...(before.trim() === '' ? [] : [strayPiece('stands in no object', before)]),
      ...pieces.flatMap(({ losses }) => losses),
      ...(END.test(text) ? [] : [strayPiece('the list is never closed', text.slice(-200))]),
    ],
  }
}
