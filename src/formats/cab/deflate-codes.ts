// SPDX-License-Identifier: MIT

/** Extra bits of the length codes 257 to 285, and of the distance codes 0 to 29 (RFC 1951, section 3.2.5). */
export const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
export const DISTANCE_BITS = Array.from({ length: 30 }, (_, code) => (code < 4 ? 0 : (code >> 1) - 1))

const bases = (bits: readonly number[], first: number): readonly number[] => {
  let base = first
  return bits.map((count) => {
    const own = base
    base += 1 << count
    return own
  })
}

/** The shortest length and the smallest distance of each code; 258 has a code of its own. */
export const LENGTH_BASES = bases(LENGTH_BITS, 3).with(28, 258)
export const DISTANCE_BASES = bases(DISTANCE_BITS, 1)
