// SPDX-License-Identifier: MIT
import fc from 'fast-check'

const SURROGATES = 0x800

const charOf = (index: number): string => String.fromCodePoint(index < 0xd800 ? index : index + SURROGATES)

const indexOf = (char: unknown): number => {
  const code = typeof char === 'string' && char.isWellFormed() ? char.codePointAt(0) : undefined
  if (code === undefined || String.fromCodePoint(code) !== char) throw new Error('not one code point')
  return code < 0xd800 ? code : code - SURROGATES
}

/**
 * Every code point of Unicode but halves of pairs. It is what fast-check calls `binary`, which makes a table of all of them
 * in each process that asks for it: a second of computing.
 */
export const codePoint: fc.Arbitrary<string> = fc.integer({ min: 0, max: 0x10ffff - SURROGATES }).map(charOf, indexOf)
