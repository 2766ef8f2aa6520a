// SPDX-License-Identifier: MIT

/** Words of a record: its key (two addresses, ports, and what else tells records apart), then what is counted. */
export const KEY = { from: 0, to: 4, ports: 8, meta: 9 } as const
export const KEY_LENGTH = 10
/** Times are 0 where no row had one. */
export const COUNTED = { count: 10, dropped: 11, first: 12, last: 13, origin: 14 } as const
/** One line of the processor's cache. */
export const RECORD_LENGTH = 16

/** Counts of conversations by key, in so many records and no more. */
export interface TupleTable {
  /** The number of the record of a key, made if need be; -1 where it would be new and the table is full. */
  readonly place: (key: Uint32Array) => number
  /** The number of the record of a key; -1 where there is none. */
  readonly find: (key: Uint32Array) => number
  readonly add: (record: number, count: number, dropped: number, first: number, last: number, origin: number) => void
  readonly size: () => number
  readonly words: Uint32Array
  readonly clear: () => void
}

const FREE = -1
const IPV6 = [0, 1, 2, 4, 5, 6] as const

export const tupleTable = (capacity: number): TupleTable => {
  const places = 2 ** Math.ceil(Math.log2(capacity * 2))
  const mask = places - 1
  const index = new Int32Array(places).fill(FREE)
  const words = new Uint32Array(capacity * RECORD_LENGTH)
  let size = 0

  const hash = (key: Uint32Array): number => {
    let value = Math.imul((key[3] as number) ^ 0x2545f491, 0x9e3779b1)
    value ^= value >>> 15
    value = Math.imul(value ^ (key[7] as number), 0x85ebca6b)
    value ^= value >>> 13
    value = Math.imul(value ^ (key[8] as number), 0x9e3779b1)
    value ^= value >>> 15
    value = Math.imul(value ^ (key[9] as number), 0x85ebca6b)
    value ^= value >>> 13
    // Of IPv4 the other words are the same in every key.
    if (key[0] !== 0)
      for (const word of IPV6) value = Math.imul(value ^ (key[word] as number), 0x9e3779b1) ^ (value >>> 15)
    return value & mask
  }
  const isAt = (record: number, key: Uint32Array): boolean => {
    const base = record * RECORD_LENGTH
    for (let word = KEY_LENGTH - 1; word >= 0; word--) if (words[base + word] !== key[word]) return false
    return true
  }
  /** The place of the index where the key stands or would. */
  const seek = (key: Uint32Array): number => {
    let at = hash(key)
    for (let record = index[at] as number; record !== FREE; record = index[at] as number) {
      if (isAt(record, key)) return at
      at = (at + 1) & mask
    }
    return at
  }

  return {
    words,
    size: () => size,
    find: (key) => index[seek(key)] as number,
    place: (key) => {
      const at = seek(key)
      const known = index[at] as number
      if (known !== FREE || size === capacity) return known
      index[at] = size
      const base = size * RECORD_LENGTH
      for (let word = 0; word < KEY_LENGTH; word++) words[base + word] = key[word] as number
      return size++
    },
    add: (record, count, dropped, first, last, origin) => {
      const base = record * RECORD_LENGTH
      const before = words[base + COUNTED.first] as number
      words[base + COUNTED.count] = (words[base + COUNTED.count] as number) + count
      words[base + COUNTED.dropped] = (words[base + COUNTED.dropped] as number) + dropped
      if (first !== 0 && (before === 0 || first < before)) words[base + COUNTED.first] = first
      if (last > (words[base + COUNTED.last] as number)) words[base + COUNTED.last] = last
      if (origin !== 0) words[base + COUNTED.origin] = origin
    },
    clear: () => {
      index.fill(FREE)
      words.fill(0, 0, size * RECORD_LENGTH)
      size = 0
    },
  }
}
