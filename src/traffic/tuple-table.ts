// SPDX-License-Identifier: MIT

/** Words of a key: two addresses, both ports, and what else tells records apart. */
export const KEY = { from: 0, to: 4, ports: 8, meta: 9 } as const
export const KEY_LENGTH = 10

/** Counts of conversations by key, in so many places and no more. */
export interface TupleTable {
  /** Where the key stands, put there if need be; -1 where it is new and the table is full. */
  readonly place: (key: Uint32Array) => number
  /** Where the key stands; -1 where it does not. */
  readonly find: (key: Uint32Array) => number
  readonly add: (place: number, count: number, dropped: number, first: number, last: number, origin: number) => void
  readonly size: () => number
  readonly keys: Uint32Array
  readonly counts: Uint32Array
  readonly dropped: Uint32Array
  /** 0 where no row had a time. */
  readonly firsts: Uint32Array
  readonly lasts: Uint32Array
  readonly origins: Uint16Array
  readonly clear: () => void
}

const FREE = -1

export const tupleTable = (capacity: number): TupleTable => {
  const places = 2 ** Math.ceil(Math.log2(capacity * 2))
  const mask = places - 1
  const index = new Int32Array(places).fill(FREE)
  const keys = new Uint32Array(capacity * KEY_LENGTH)
  const counts = new Uint32Array(capacity)
  const dropped = new Uint32Array(capacity)
  const firsts = new Uint32Array(capacity)
  const lasts = new Uint32Array(capacity)
  const origins = new Uint16Array(capacity)
  let size = 0

  const hash = (key: Uint32Array): number => {
    let value = 0x2545f491
    for (let word = 0; word < KEY_LENGTH; word++) {
      value = Math.imul(value ^ (key[word] as number), 0x9e3779b1)
      value ^= value >>> 15
    }
    return value & mask
  }
  const isAt = (record: number, key: Uint32Array): boolean => {
    const base = record * KEY_LENGTH
    for (let word = KEY_LENGTH - 1; word >= 0; word--) if (keys[base + word] !== key[word]) return false
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
    find: (key) => index[seek(key)] as number,
    place: (key) => {
      const at = seek(key)
      const known = index[at] as number
      if (known !== FREE || size === capacity) return known
      index[at] = size
      keys.set(key, size * KEY_LENGTH)
      return size++
    },
    add: (place, count, drops, first, last, origin) => {
      counts[place] = (counts[place] as number) + count
      dropped[place] = (dropped[place] as number) + drops
      if (first !== 0 && (firsts[place] === 0 || first < (firsts[place] as number))) firsts[place] = first
      if (last > (lasts[place] as number)) lasts[place] = last
      if (origin !== 0) origins[place] = origin
    },
    size: () => size,
    keys,
    counts,
    dropped,
    firsts,
    lasts,
    origins,
    clear: () => {
      index.fill(FREE)
      for (const list of [counts, dropped, firsts, lasts]) list.fill(0, 0, size)
      origins.fill(0, 0, size)
      size = 0
    },
  }
}
