// SPDX-License-Identifier: MIT
import { BitWriter } from './bit-writer.ts'
import { DISTANCE_BASES, DISTANCE_BITS, LENGTH_BASES, LENGTH_BITS } from './deflate-codes.ts'

const SHORTEST = 3
const LONGEST = 258
const FARTHEST = 32_768
/** Places with the same three bytes that are looked at: more make files a little smaller, and slower. */
const TRIES = 64

const codeOf = (from: readonly number[], value: number): number => {
  let code = from.length - 1
  while ((from[code] as number) > value) code -= 1
  return code
}

/** The fixed codes of a literal, a length or the end (RFC 1951, section 3.2.6). */
const writeSymbol = (to: BitWriter, symbol: number): void => {
  if (symbol < 144) to.code(0x30 + symbol, 8)
  else if (symbol < 256) to.code(0x190 + symbol - 144, 9)
  else if (symbol < 280) to.code(symbol - 256, 7)
  else to.code(0xc0 + symbol - 280, 8)
}

const writeMatch = (to: BitWriter, length: number, distance: number): void => {
  const long = codeOf(LENGTH_BASES, length)
  writeSymbol(to, 257 + long)
  to.bits(length - (LENGTH_BASES[long] as number), LENGTH_BITS[long] as number)
  const far = codeOf(DISTANCE_BASES, distance)
  to.code(far, 5)
  to.bits(distance - (DISTANCE_BASES[far] as number), DISTANCE_BITS[far] as number)
}

/**
 * Deflates bytes into one block with the fixed codes (RFC 1951). The library of Node.js writes other bytes from one release
 * and one processor to the next; this writes the same bytes everywhere.
 */
export const deflate = (bytes: Uint8Array): Uint8Array => {
  const to = new BitWriter()
  to.bits(1, 1)
  to.bits(1, 2)
  const latest = new Map<number, number>()
  const before = new Int32Array(bytes.length).fill(-1)
  const keyAt = (at: number): number =>
    ((bytes[at] as number) << 16) | ((bytes[at + 1] as number) << 8) | (bytes[at + 2] as number)
  const remember = (at: number): void => {
    if (at + SHORTEST > bytes.length) return
    const key = keyAt(at)
    before[at] = latest.get(key) ?? -1
    latest.set(key, at)
  }
  const lengthAt = (from: number, at: number): number => {
    const most = Math.min(LONGEST, bytes.length - at)
    let length = 0
    while (length < most && bytes[from + length] === bytes[at + length]) length += 1
    return length
  }
  for (let at = 0; at < bytes.length; ) {
    let length = 0
    let distance = 0
    let place = at + SHORTEST > bytes.length ? -1 : (latest.get(keyAt(at)) ?? -1)
    for (let tries = TRIES; place >= 0 && at - place <= FARTHEST && tries > 0 && length < LONGEST; tries -= 1) {
      const found = lengthAt(place, at)
      if (found > length) {
        length = found
        distance = at - place
      }
      place = before[place] as number
    }
    if (length < SHORTEST) {
      writeSymbol(to, bytes[at] as number)
      length = 1
    } else writeMatch(to, length, distance)
    for (const end = at + length; at < end; at += 1) remember(at)
  }
  writeSymbol(to, 256)
  return to.end()
}
