// SPDX-License-Identifier: MIT
import type { LogRow } from './log-row.ts'
import { readAddress } from './read-address.ts'

/** Reads the address that stands before a blank into a row, and gives where the blank stands; -1 where there is none. */
export type ReadKnownAddress = (bytes: Buffer, view: DataView, start: number, row: LogRow, word: number) => number

/** Words of the longest text of an address, with room for a zone. */
const MOST = 11
/** Of an entry: its length, what it means, its text. */
const [LENGTH, MEANS, TEXT, ENTRY] = [0, 1, 5, 16]
const ENTRIES = 1024
const BLANKS = 0x20202020

/**
 * The same addresses come again and again, so their texts are kept with what they mean, and are looked up four letters at a
 * time. A text is only ever compared, never believed: what is not among the kept ones is read.
 */
export const knownAddresses = (): ReadKnownAddress => {
  const kept = new Int32Array(ENTRIES * ENTRY)
  const text = new Int32Array(MOST)
  return (bytes, view, start, row, word) => {
    let count = 0
    let hash = 0
    let blank = 0
    let letters = 0
    // A byte is a blank where it differs by nothing; the lowest such bit is right whatever stands above it.
    while (count < MOST) {
      letters = view.getInt32(start + 4 * count, true)
      const other = letters ^ BLANKS
      blank = (other - 0x01010101) & ~other & 0x80808080
      if (blank !== 0) break
      text[count++] = letters
      hash = Math.imul(hash ^ letters, 0x9e3779b1)
    }
    if (blank === 0) return -1
    const rest = (31 - Math.clz32(blank & -blank)) >>> 3
    const last = rest === 0 ? 0 : letters & ((1 << (rest * 8)) - 1)
    text[count] = last
    hash = Math.imul(hash ^ last, 0x9e3779b1)
    const length = 4 * count + rest
    const entry = ((hash ^ (hash >>> 15)) & (ENTRIES - 1)) * ENTRY
    let same = kept[entry + LENGTH] === length
    for (let index = 0; same && index <= count; index++) same = kept[entry + TEXT + index] === text[index]
    if (same) {
      row[word] = kept[entry + MEANS] as number
      row[word + 1] = kept[entry + MEANS + 1] as number
      row[word + 2] = kept[entry + MEANS + 2] as number
      row[word + 3] = kept[entry + MEANS + 3] as number
      return start + length
    }
    if (!readAddress(bytes, start, start + length, row, word)) return -1
    kept[entry + LENGTH] = length
    for (let index = 0; index < 4; index++) kept[entry + MEANS + index] = row[word + index] as number
    for (let index = 0; index <= count; index++) kept[entry + TEXT + index] = text[index] as number
    return start + length
  }
}
