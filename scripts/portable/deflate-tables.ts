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

const codesUpTo = (from: readonly number[], most: number): Uint8Array => {
  const codes = new Uint8Array(most + 1)
  from.forEach((base, code) => {
    codes.fill(code, base)
  })
  return codes
}

/** The code of each length from 3 to 258, less 257. */
export const LENGTH_CODES = codesUpTo(LENGTH_BASES, 258)
/** The code of each distance from 1 to 32768. */
export const DISTANCE_CODES = codesUpTo(DISTANCE_BASES, 32_768)

/** In which order the lengths of the code for lengths are written (section 3.2.7). */
export const LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
