// SPDX-License-Identifier: MIT
import { BitSink } from './bit-sink.ts'
import { writeBlock } from './deflate-block.ts'

const SHORTEST = 3
const LONGEST = 258
const WINDOW = 32_768
const HASHES = 1 << 16
/** Earlier places that are looked at: more make the archive a little smaller, and slower. */
const TRIES = 24
/** A match so long is taken without a look at the next place. */
const GOOD = 32
/** Bytes and matches in one block: each has codes of its own. */
const BLOCK = 1 << 15

/**
 * Deflates bytes (RFC 1951). The library of Node.js writes other bytes from one release and one processor to the next; this
 * is integer arithmetic alone, and writes the same bytes everywhere.
 */
export const deflate = (bytes: Uint8Array): Uint8Array => {
  const to = new BitSink(bytes.length >> 1)
  const latest = new Int32Array(HASHES).fill(-1)
  const before = new Int32Array(WINDOW)
  const tokens = new Uint32Array(BLOCK)
  const last = bytes.length - SHORTEST
  let count = 0

  const remember = (at: number): void => {
    if (at > last) return
    const hash = hashAt(bytes, at)
    before[at & (WINDOW - 1)] = latest[hash] as number
    latest[hash] = at
  }
  /** The longest match of what stands at a place, as `length << 16 | distance`; 0 for none. */
  const matchAt = (at: number): number => {
    if (at > last) return 0
    const most = Math.min(LONGEST, bytes.length - at)
    let best = SHORTEST - 1
    let distance = 0
    let from = latest[hashAt(bytes, at)] as number
    for (let tries = TRIES; tries > 0 && from >= 0 && at - from <= WINDOW; tries -= 1) {
      if (bytes[from + best] === bytes[at + best]) {
        let length = 0
        while (length < most && bytes[from + length] === bytes[at + length]) length += 1
        if (length > best) {
          best = length
          distance = at - from
          if (length === most) break
        }
      }
      const earlier = before[from & (WINDOW - 1)] as number
      // Its place in the ring is taken by a later one.
      if (earlier >= from) break
      from = earlier
    }
    return distance === 0 ? 0 : (best << 16) | distance
  }
  const say = (token: number): void => {
    if (count === BLOCK) {
      writeBlock(to, tokens, false)
      count = 0
    }
    tokens[count] = token
    count += 1
  }

  let next = matchAt(0)
  for (let at = 0; at < bytes.length; ) {
    const match = next
    const length = match >>> 16
    remember(at)
    next = length < GOOD ? matchAt(at + 1) : 0
    if (length === 0 || next >>> 16 > length) {
      // A longer one begins at the next place.
      say(bytes[at] as number)
      at += 1
      continue
    }
    say(match)
    for (let inside = at + 1; inside < at + length; inside += 1) remember(inside)
    at += length
    next = matchAt(at)
  }
  writeBlock(to, tokens.subarray(0, count), true)
  return to.end()
}

const hashAt = (bytes: Uint8Array, at: number): number =>
  Math.imul(
    ((bytes[at] as number) << 16) | ((bytes[at + 1] as number) << 8) | (bytes[at + 2] as number),
    0x9e3779b1,
  ) >>> 16
