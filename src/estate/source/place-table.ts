// SPDX-License-Identifier: MIT
import { getOrInsert } from '../../collections/get-or-insert.ts'
import type { Path } from '../problem.ts'
import { type Data, type DataMap, isMap } from './data.ts'

export interface Offsets {
  readonly start: number
  readonly end: number
}

/** Numbers of a value: where its key starts and ends (-1: it has none), where it does, and which value follows it. */
const WIDTH = 5
const [KEY, KEY_END, START, END, NEXT] = [0, 1, 2, 3, 4] as const

/**
 * Where the values of a file stand, in the order of the text. An object for each value would cost more time and memory
 * than reading the file does, and most files have nothing to report.
 */
export interface PlaceTable {
  /** Notes where a value begins, before those inside it; gives its number. */
  readonly begin: (key: Offsets | null, start: number) => number
  readonly end: (value: number, end: number) => void
  readonly count: () => number
  /** Forgets the values from a number on. */
  readonly cut: (count: number) => void
  /** A value is another one once more: what is inside it stands there. */
  readonly repeat: (value: number, of: number) => void
  /** The value itself, or the one that it repeats. */
  readonly held: (value: number) => number
  readonly keyOf: (value: number) => Offsets
  readonly placeOf: (value: number) => Offsets
  /** The number of the value that follows one and all that is inside it. */
  readonly after: (value: number) => number
}

/** Values of a piece of the table: one that grew in one piece would be copied, and new pages of memory cost more than the rest. */
const BITS = 14
const PIECE = 1 << BITS

export const placeTable = (): PlaceTable => {
  const pieces: Int32Array[] = []
  const repeated = new Map<number, number>()
  let count = 0
  const number = (value: number, what: number): number =>
    (pieces[value >> BITS] as Int32Array)[(value & (PIECE - 1)) * WIDTH + what] as number
  return {
    begin: (key, start) => {
      const value = count++
      let numbers = pieces[value >> BITS]
      if (numbers === undefined) {
        numbers = new Int32Array(WIDTH * PIECE)
        pieces.push(numbers)
      }
      const at = (value & (PIECE - 1)) * WIDTH
      numbers[at + KEY] = key === null ? -1 : key.start
      numbers[at + KEY_END] = key === null ? -1 : key.end
      numbers[at + START] = start
      return value
    },
    end: (value, end) => {
      const numbers = pieces[value >> BITS] as Int32Array
      const at = (value & (PIECE - 1)) * WIDTH
      numbers[at + END] = end
      numbers[at + NEXT] = count
    },
    count: () => count,
    cut: (kept) => {
      count = kept
    },
    repeat: (value, of) => void repeated.set(value, of),
    held: (value) => repeated.get(value) ?? value,
    keyOf: (value) => ({ start: number(value, KEY), end: number(value, KEY_END) }),
    placeOf: (value) => ({ start: number(value, START), end: number(value, END) }),
    after: (value) => number(value, NEXT),
  }
}

/** Reads a key as it is written between two places. */
type KeyReader = (start: number, end: number) => string

/** The numbers of the values of a mapping by their keys; of a key that stands twice the first counts. */
export const keysIn = (places: PlaceTable, holder: number, end: number, read: KeyReader): Map<string, number> => {
  const found = new Map<string, number>()
  for (let value = holder + 1; value < end; value = places.after(value)) {
    const place = places.keyOf(value)
    const key = read(place.start, place.end)
    if (!found.has(key)) found.set(key, value)
  }
  return found
}

/** Where a path leads: what is missing is at what should hold it. */
export const finderOf = (
  places: PlaceTable,
  root: Data,
  read: KeyReader,
): ((path: Path, on: 'key' | 'value') => Offsets) => {
  const lists = new Map<number, readonly number[]>()
  const maps = new Map<number, ReadonlyMap<string, number>>()

  const itemsOf = (holder: number): readonly number[] => {
    const items: number[] = []
    for (let value = holder + 1; value < places.after(holder); value = places.after(value)) items.push(value)
    return items
  }
  const inside = (holder: number, data: Data, step: string | number): number | undefined => {
    if (Array.isArray(data)) return getOrInsert(lists, holder, () => itemsOf(holder))[step as number]
    if (!isMap(data)) return undefined
    return getOrInsert(maps, holder, () => keysIn(places, holder, places.after(holder), read)).get(String(step))
  }

  return (path, on) => {
    let value = 0
    let data = root
    for (const step of path) {
      const inner = inside(places.held(value), data, step)
      if (inner === undefined) break
      data = (data as DataMap)[step] as Data
      value = inner
    }
    const key = places.keyOf(value)
    return on === 'key' && key.start >= 0 ? key : places.placeOf(value)
  }
}
