// SPDX-License-Identifier: MIT
import type { AddressBook } from './address-book.ts'
import type { LogRow } from './log-row.ts'

/** Words of the longest text of an address, with room for a zone. */
const MOST = 11
/** Of an entry: its length, the number of its address, the epoch of that, its text. */
const LENGTH = 0
const NUMBER = 1
const EPOCH = 2
const TEXT = 3
const ENTRY = 16
const ENTRIES = 8192
const OPEN_BRACKET = 91

/**
 * Puts the number of the address that stands before a byte (given four times over) into a row, and gives where that byte
 * stands; -1 where there is none.
 */
export type ReadKnownAddress = (
  bytes: Buffer,
  view: DataView,
  start: number,
  stop: number,
  row: LogRow,
  word: number,
) => number

/** Whether a text reaches over a line end: anything may stand in a zone, where a row was cut the next row too. */
const hasControl = (bytes: Uint8Array, start: number, end: number): boolean => {
  for (let at = start; at < end; at++) if ((bytes[at] as number) < 32) return true
  return false
}

/**
 * The same addresses come again and again, so their texts are kept with what they mean, and are looked up four letters at a
 * time. A text is only ever compared, never believed: what is not among the kept ones is read.
 */
export const knownAddresses = (book: AddressBook): ReadKnownAddress => {
  const kept = new Int32Array(ENTRIES * ENTRY)
  const text = new Int32Array(MOST + 1)
  let turn = 0

  const isAt = (entry: number, length: number, count: number): boolean => {
    if (kept[entry + LENGTH] !== length || kept[entry + EPOCH] !== book.epoch()) return false
    for (let index = 0; index <= count; index++) if (kept[entry + TEXT + index] !== text[index]) return false
    return true
  }
  const keep = (entry: number, length: number, count: number, number: number): void => {
    kept[entry + LENGTH] = length
    kept[entry + NUMBER] = number
    kept[entry + EPOCH] = book.epoch()
    for (let index = 0; index <= count; index++) kept[entry + TEXT + index] = text[index] as number
  }

  return (bytes, view, start, stop, row, word) => {
    // Rows with IPv6 in brackets, looked at as if they had IPv4: an address that is read in vain costs ten that are known.
    if (bytes[start] === OPEN_BRACKET) return -1
    let count = 0
    let hash = 0
    let found = 0
    let letters = 0
    // A byte is the one that stops where it differs by nothing; the lowest such bit is right whatever stands above it.
    while (count < MOST) {
      letters = view.getInt32(start + 4 * count, true)
      const other = letters ^ stop
      found = (other - 0x01010101) & ~other & 0x80808080
      if (found !== 0) break
      text[count++] = letters
      hash = Math.imul(hash ^ letters, 0x9e3779b1)
      hash ^= hash >>> 15
    }
    if (found === 0) return -1
    const rest = (31 - Math.clz32(found & -found)) >>> 3
    const last = rest === 0 ? 0 : letters & ((1 << (rest * 8)) - 1)
    text[count] = last
    hash = Math.imul(hash ^ last, 0x9e3779b1)
    const length = 4 * count + rest
    // Two places each: addresses whose places are the same do not drive each other out.
    let entry = ((hash ^ (hash >>> 15)) & (ENTRIES - 1)) * ENTRY
    if (!isAt(entry, length, count)) {
      entry ^= ENTRY
      if (!isAt(entry, length, count)) {
        if (hasControl(bytes, start, start + length) || !book.read(bytes, start, start + length, row, word)) return -1
        keep(turn++ % 2 === 0 ? entry : entry ^ ENTRY, length, count, row[word] as number)
        return start + length
      }
    }
    row[word] = kept[entry + NUMBER] as number
    return start + length
  }
}
