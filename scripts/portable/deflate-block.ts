// SPDX-License-Identifier: MIT
import { DISTANCE_BASES, DISTANCE_BITS, LENGTH_BASES, LENGTH_BITS } from '../../src/formats/cab/deflate-codes.ts'
import type { BitSink } from './bit-sink.ts'
import { DISTANCE_CODES, LENGTH_CODES, LENGTH_ORDER } from './deflate-tables.ts'
import { type HuffmanCode, huffmanCode } from './huffman-code.ts'

const END = 256

/** What a block says: a byte, or `length << 16 | distance`. */
export type Tokens = Uint32Array

const distanceOf = (token: number): number => token & 0xffff

/** Writes a block with codes made for it (RFC 1951, section 3.2.7). */
export const writeBlock = (to: BitSink, tokens: Tokens, isLast: boolean): void => {
  const symbols = new Uint32Array(286)
  const distances = new Uint32Array(30)
  symbols[END] = 1
  for (const token of tokens) {
    const length = token >>> 16
    if (length === 0) bump(symbols, token)
    else {
      bump(symbols, 257 + (LENGTH_CODES[length] as number))
      bump(distances, DISTANCE_CODES[distanceOf(token)] as number)
    }
  }
  const symbolCode = huffmanCode(symbols, 15)
  const distanceCode = huffmanCode(distances, 15)
  to.put(isLast ? 1 : 0, 1)
  to.put(2, 2)
  writeLengths(to, symbolCode.lengths, distanceCode.lengths)
  for (const token of tokens) {
    const length = token >>> 16
    if (length === 0) {
      putSymbol(to, symbolCode, token)
      continue
    }
    const long = LENGTH_CODES[length] as number
    putSymbol(to, symbolCode, 257 + long)
    to.put(length - (LENGTH_BASES[long] as number), LENGTH_BITS[long] as number)
    const distance = distanceOf(token)
    const far = DISTANCE_CODES[distance] as number
    putSymbol(to, distanceCode, far)
    to.put(distance - (DISTANCE_BASES[far] as number), DISTANCE_BITS[far] as number)
  }
  putSymbol(to, symbolCode, END)
}

const bump = (counts: Uint32Array, index: number): void => {
  counts[index] = (counts[index] as number) + 1
}

const putSymbol = (to: BitSink, { codes, lengths }: HuffmanCode, symbol: number): void =>
  to.put(codes[symbol] as number, lengths[symbol] as number)

interface LengthWord {
  readonly symbol: number
  readonly extra: number
  readonly bits: number
}

/** Runs of equal lengths as 16 (the one before, again), 17 and 18 (zeros). */
const lengthWords = (lengths: readonly number[]): readonly LengthWord[] => {
  const words: LengthWord[] = []
  for (let at = 0; at < lengths.length; ) {
    const length = lengths[at] as number
    let run = 1
    while (lengths[at + run] === length) run += 1
    at += run
    if (length > 0) {
      words.push({ symbol: length, extra: 0, bits: 0 })
      run -= 1
    }
    while (run >= 3) {
      const zeros = length === 0
      const many = Math.min(run, zeros ? 138 : 6)
      if (!zeros) words.push({ symbol: 16, extra: many - 3, bits: 2 })
      else if (many <= 10) words.push({ symbol: 17, extra: many - 3, bits: 3 })
      else words.push({ symbol: 18, extra: many - 11, bits: 7 })
      run -= many
    }
    for (; run > 0; run -= 1) words.push({ symbol: length, extra: 0, bits: 0 })
  }
  return words
}

/** How many of the lengths count: the rest is zeros. */
const countOf = (lengths: ArrayLike<number>, least: number): number => {
  let count = lengths.length
  while (count > least && lengths[count - 1] === 0) count -= 1
  return count
}

const writeLengths = (to: BitSink, symbols: Uint8Array, distances: Uint8Array): void => {
  const symbolCount = countOf(symbols, 257)
  const distanceCount = countOf(distances, 1)
  const words = lengthWords([...symbols.subarray(0, symbolCount), ...distances.subarray(0, distanceCount)])
  const counts = new Uint32Array(19)
  for (const { symbol } of words) bump(counts, symbol)
  const code = huffmanCode(counts, 7)
  const ordered = LENGTH_ORDER.map((symbol) => code.lengths[symbol] as number)
  const orderedCount = countOf(ordered, 4)
  to.put(symbolCount - 257, 5)
  to.put(distanceCount - 1, 5)
  to.put(orderedCount - 4, 4)
  for (const length of ordered.slice(0, orderedCount)) to.put(length, 3)
  for (const { symbol, extra, bits } of words) {
    putSymbol(to, code, symbol)
    to.put(extra, bits)
  }
}
