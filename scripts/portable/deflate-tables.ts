// SPDX-License-Identifier: MIT
import { DISTANCE_BASES, LENGTH_BASES } from '../../src/formats/cab/deflate-codes.ts'

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
