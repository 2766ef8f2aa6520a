// SPDX-License-Identifier: MIT

/*
 * Where things stand in a record, as plain numbers for what is done with each row: constants that stand first in a file
 * without imports are written by the bundler where they are used.
 */
const TO = 1
const PORTS = 2
const META = 3
const COUNT = 4
const DROPPED = 5
export const AT_FIRST = 6
export const AT_LAST = 7
/** Two of them are one line of the processor's cache. */
export const RECORD_LENGTH = 8
const FREE = -1

/** Words of a record: its key (two addresses by their numbers, ports, and what else tells records apart), then what is counted. */
export const KEY = { from: 0, to: TO, ports: PORTS, meta: META } as const
/** Times are 0 where no row had one. */
export const COUNTED = { count: COUNT, dropped: DROPPED, first: AT_FIRST, last: AT_LAST } as const

/** Counts of conversations by key, in so many records and no more: 32,767 at most. */
export interface TupleTable {
  /** The number of the record of a key, made if need be; -1 where it would be new and the table is full. */
  readonly place: (from: number, to: number, ports: number, meta: number) => number
  /** The number of the record of a key; -1 where there is none. */
  readonly find: (from: number, to: number, ports: number, meta: number) => number
  readonly add: (record: number, count: number, dropped: number, first: number, last: number, origin: number) => void
  readonly size: () => number
  readonly words: Uint32Array
  /** What dropped the packets of a record last; 0 where no row said it. */
  readonly origins: Uint16Array
  readonly clear: () => void
}

export const tupleTable = (capacity: number): TupleTable => {
  const places = 2 ** Math.ceil(Math.log2(capacity * 2))
  const mask = places - 1
  // Half the bytes of a wider number: more of it lies near the processor.
  const index = new Int16Array(places).fill(FREE)
  const words = new Uint32Array(capacity * RECORD_LENGTH)
  const origins = new Uint16Array(capacity)
  let size = 0

  /** The place of the index where the key stands or would. */
  const seek = (from: number, to: number, ports: number, meta: number): number => {
    let at = Math.imul(from ^ Math.imul(to, 0x85ebca6b), 0x9e3779b1)
    at = Math.imul(at ^ (at >>> 15) ^ ports, 0x85ebca6b)
    at = Math.imul(at ^ (at >>> 13) ^ meta, 0x9e3779b1)
    at = (at ^ (at >>> 15)) & mask
    for (let record = index[at] as number; record !== FREE; record = index[at] as number) {
      const base = record * RECORD_LENGTH
      if (
        words[base] === from &&
        words[base + TO] === to &&
        words[base + PORTS] === ports >>> 0 &&
        words[base + META] === meta >>> 0
      )
        return at
      at = (at + 1) & mask
    }
    return at
  }

  return {
    words,
    origins,
    size: () => size,
    find: (from, to, ports, meta) => index[seek(from, to, ports, meta)] as number,
    place: (from, to, ports, meta) => {
      const at = seek(from, to, ports, meta)
      const known = index[at] as number
      if (known !== FREE || size === capacity) return known
      index[at] = size
      const base = size * RECORD_LENGTH
      words[base] = from
      words[base + TO] = to
      words[base + PORTS] = ports
      words[base + META] = meta
      return size++
    },
    add: (record, count, dropped, first, last, origin) => {
      const base = record * RECORD_LENGTH
      const before = words[base + AT_FIRST] as number
      words[base + COUNT] = (words[base + COUNT] as number) + count
      words[base + DROPPED] = (words[base + DROPPED] as number) + dropped
      if (first !== 0 && (before === 0 || first < before)) words[base + AT_FIRST] = first
      if (last > (words[base + AT_LAST] as number)) words[base + AT_LAST] = last
      if (origin !== 0) origins[record] = origin
    },
    clear: () => {
      index.fill(FREE)
      words.fill(0, 0, size * RECORD_LENGTH)
      origins.fill(0, 0, size)
      size = 0
    },
  }
}
