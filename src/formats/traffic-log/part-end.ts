// SPDX-License-Identifier: MIT
import type { ReadAt } from './read-part.ts'

const LOOK = 65_536

/** Where the first row ends that ends at a place or behind it, by the bytes that end one; the end of the file where none does. */
export const partEnd = (readAt: ReadAt, ends: Buffer, place: number): number => {
  const buffer = Buffer.allocUnsafe(LOOK)
  // The bytes that end a row may lie on both sides of the place, or of what is read at once.
  let at = Math.max(place - ends.length, 0)
  for (;;) {
    const count = readAt(buffer, at)
    const found = buffer.subarray(0, count).indexOf(ends)
    if (found >= 0) return at + found + ends.length
    if (count < ends.length) return at + count
    at += count - ends.length + 1
  }
}
