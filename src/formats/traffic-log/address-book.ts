// SPDX-License-Identifier: MIT
import { isMapped } from './is-mapped.ts'
import type { LogRow } from './log-row.ts'
import { readAddress } from './read-address.ts'

/** Numbers addresses, so that rows and tables hold one number for each and nothing is compared but numbers. */
export interface AddressBook {
  /** Puts the number of the address that some bytes say into a row; false where they say none. */
  readonly read: (bytes: Uint8Array, start: number, end: number, row: LogRow, word: number) => boolean
  /** The number of an address of four words, IPv4 mapped into IPv6 (::ffff:a.b.c.d). */
  readonly add: (words: Uint32Array, at: number) => number
  /** The same without adding it; -1 where it is not in the book. */
  readonly find: (words: Uint32Array, at: number) => number
  /** Four words an address. */
  readonly words: Uint32Array
  /** Two numbers an address, of which a hash is made. They follow from the address alone. */
  readonly mixes: Int32Array
  readonly isV4: (address: number) => boolean
  /** Whether an address may be one for many: multicast, or the last of a network of 256. */
  readonly isForMany: (address: number) => boolean
  /** Whether it is to be cleared before the next row. */
  readonly isFull: () => boolean
  readonly clear: () => void
  /** Another after each clearing. */
  readonly epoch: () => number
}

/** What one row may add before anybody asks whether the book is full. */
const SLACK = 64
const FREE = -1
const [V4, MANY] = [1, 2]

const mixOf = (words: Uint32Array, at: number, by: number): number => {
  let mix = by
  for (let word = 3; word >= 0; word--) {
    mix = Math.imul(mix ^ (words[at + word] as number), 0x9e3779b1)
    mix ^= mix >>> 15
  }
  return Math.imul(mix, by)
}

export const addressBook = (capacity: number): AddressBook => {
  const most = capacity + SLACK
  const places = 2 ** Math.ceil(Math.log2(most * 2))
  const mask = places - 1
  const index = new Int32Array(places).fill(FREE)
  const words = new Uint32Array(most * 4)
  const mixes = new Int32Array(most * 2)
  const flags = new Uint8Array(most)
  const read = new Uint32Array(4)
  let size = 0
  let epoch = 1

  const isAt = (number: number, given: Uint32Array, at: number): boolean => {
    for (let word = 3; word >= 0; word--) if (words[number * 4 + word] !== given[at + word]) return false
    return true
  }
  /** The place of the index where the address stands or would. */
  const seek = (given: Uint32Array, at: number): number => {
    let place = Math.imul((given[at + 3] as number) ^ Math.imul(given[at + 1] as number, 0x85ebca6b), 0x9e3779b1)
    place = (place ^ (place >>> 15) ^ (given[at] as number) ^ (given[at + 2] as number)) & mask
    for (let number = index[place] as number; number !== FREE; number = index[place] as number) {
      if (isAt(number, given, at)) break
      place = (place + 1) & mask
    }
    return place
  }
  const add = (given: Uint32Array, at: number): number => {
    const place = seek(given, at)
    const known = index[place] as number
    if (known !== FREE) return known
    if (size === most) throw new RangeError('an address book was filled without anybody asking')
    index[place] = size
    for (let word = 0; word < 4; word++) words[size * 4 + word] = given[at + word] as number
    mixes[size * 2] = mixOf(given, at, 0x85ebca6b)
    mixes[size * 2 + 1] = mixOf(given, at, 0xc2b2ae35)
    const last = given[at + 3] as number
    const isV4 = isMapped(given, at)
    const isForMany = isV4 ? (last & 255) === 255 || last >= 0xe000_0000 : (given[at] as number) >>> 24 === 255
    flags[size] = (isV4 ? V4 : 0) | (isForMany ? MANY : 0)
    return size++
  }

  return {
    words,
    mixes,
    add,
    read: (bytes, start, end, row, word) => {
      if (!readAddress(bytes, start, end, read, 0)) return false
      row[word] = add(read, 0)
      return true
    },
    find: (given, at) => index[seek(given, at)] as number,
    isV4: (address) => ((flags[address] as number) & V4) !== 0,
    isForMany: (address) => ((flags[address] as number) & MANY) !== 0,
    isFull: () => size >= capacity,
    epoch: () => epoch,
    clear: () => {
      index.fill(FREE)
      size = 0
      epoch++
    },
  }
}
