// SPDX-License-Identifier: MIT
import { BLOCK } from './cabinet.ts'
import { cabinetFault } from './cabinet-fault.ts'
import { type Huffman, huffman } from './huffman.ts'
import { LzxBits } from './lzx-bits.ts'
import { undoCallTranslation } from './lzx-calls.ts'

/** How many of the 16 distances a window of 2^15 to 2^21 bytes has. */
const SLOTS: Readonly<Record<number, number>> = { 15: 30, 16: 32, 17: 34, 18: 36, 19: 38, 20: 42, 21: 50 }
const SLOT_BITS = Array.from({ length: 50 }, (_, slot) => (slot < 4 ? 0 : Math.min(17, (slot >> 1) - 1)))
const SLOT_BASES: readonly number[] = SLOT_BITS.map((_, slot) =>
  SLOT_BITS.slice(0, slot).reduce((sum, bits) => sum + 2 ** bits, 0),
)
const KIND = { verbatim: 1, aligned: 2, uncompressed: 3 } as const
const LENGTHS = 249

interface LzxState {
  readonly out: Uint8Array
  at: number
  readonly window: number
  /** The three distances that were used last. */
  recent: [number, number, number]
  readonly mainLengths: Uint8Array
  readonly lengthLengths: Uint8Array
  main: Huffman
  length: Huffman
  aligned: Huffman | null
  kind: number
  /** Bytes that the block has left, and that it had. */
  left: number
  size: number
}

const NONE: Huffman = huffman(new Uint8Array(1))

/** The lengths of a code, written as differences to those of the block before. */
const readLengths = (bits: LzxBits, lengths: Uint8Array, first: number, last: number): void => {
  const bit = (): number => bits.bit()
  const code = huffman(Uint8Array.from({ length: 20 }, () => bits.bits(4)))
  for (let at = first; at < last; ) {
    const symbol = code(bit)
    const run =
      symbol === 17 ? 4 + bits.bits(4) : symbol === 18 ? 20 + bits.bits(5) : symbol === 19 ? 4 + bits.bits(1) : 1
    if (at + run > last) throw cabinetFault('a code of the compressed data is damaged')
    const step = symbol === 19 ? code(bit) : symbol
    if (symbol === 19 && step > 16) throw cabinetFault('a code of the compressed data is damaged')
    const value = symbol === 17 || symbol === 18 ? 0 : ((lengths[at] as number) + 17 - step) % 17
    lengths.fill(value, at, at + run)
    at += run
  }
}

const readWord = (bytes: Uint8Array, at: number): number => Buffer.from(bytes.subarray(at, at + 4)).readUInt32LE()

const beginBlock = (state: LzxState, bits: LzxBits): void => {
  state.kind = bits.bits(3)
  state.size = bits.bits(24)
  state.left = state.size
  if (state.kind === KIND.uncompressed) {
    bits.align()
    const distances = bits.bytes(12)
    state.recent = [readWord(distances, 0), readWord(distances, 4), readWord(distances, 8)]
    return
  }
  if (state.kind !== KIND.verbatim && state.kind !== KIND.aligned)
    throw cabinetFault('the compressed data has a block of an unknown kind')
  state.aligned = state.kind === KIND.aligned ? huffman(Uint8Array.from({ length: 8 }, () => bits.bits(3))) : null
  readLengths(bits, state.mainLengths, 0, 256)
  readLengths(bits, state.mainLengths, 256, state.mainLengths.length)
  state.main = huffman(state.mainLengths)
  readLengths(bits, state.lengthLengths, 0, LENGTHS)
  state.length = huffman(state.lengthLengths)
}

/** The distance of a slot, which becomes the last one used. */
const readDistance = (state: LzxState, bits: LzxBits, slot: number): number => {
  const [first, second, third] = state.recent
  if (slot === 0) return first
  if (slot === 1) {
    state.recent = [second, first, third]
    return second
  }
  if (slot === 2) {
    state.recent = [third, second, first]
    return third
  }
  const extra = SLOT_BITS[slot] as number
  let distance = (SLOT_BASES[slot] as number) - 2
  if (state.aligned === null || extra < 3) distance += bits.bits(extra)
  else distance += bits.bits(extra - 3) * 8 + state.aligned(() => bits.bit())
  state.recent = [distance, first, second]
  return distance
}

const copyMatch = (state: LzxState, distance: number, length: number, end: number): void => {
  const { out, at } = state
  if (distance === 0 || distance > at || distance > state.window) throw cabinetFault('a match reaches before the data')
  if (length > end - at) throw cabinetFault('a match reaches behind its block')
  for (let index = at; index < at + length; index += 1) out[index] = out[index - distance] as number
  state.at = at + length
}

/** Decodes up to `end`, inside one block and one frame. */
const decodeRun = (state: LzxState, bits: LzxBits, end: number): void => {
  if (state.kind === KIND.uncompressed) {
    state.out.set(bits.bytes(end - state.at), state.at)
    state.at = end
    return
  }
  const bit = (): number => bits.bit()
  while (state.at < end) {
    const symbol = state.main(bit)
    if (symbol < 256) {
      state.out[state.at] = symbol
      state.at += 1
      continue
    }
    const header = (symbol - 256) & 7
    const length = header === 7 ? 9 + state.length(bit) : 2 + header
    copyMatch(state, readDistance(state, bits, (symbol - 256) >> 3), length, end)
  }
}

/** One block of a cabinet's folder: the packed bytes, and how many they become. */
export interface PackedBlock {
  readonly packed: Uint8Array
  readonly size: number
}

/**
 * Decodes a folder that is compressed with LZX, each block of the cabinet one frame. Time and memory grow with the size that
 * the blocks name. Throws a `CabinetFault`. https://learn.microsoft.com/previous-versions/bb417343(v=msdn.10)
 */
export const decodeLzx = (blocks: readonly PackedBlock[], windowBits: number): Uint8Array => {
  const slots = SLOTS[windowBits]
  if (slots === undefined) throw cabinetFault(`a window of ${windowBits} bits is unknown`)
  const out = new Uint8Array(blocks.reduce((sum, { size }) => sum + size, 0))
  const state: LzxState = {
    out,
    at: 0,
    window: 2 ** windowBits,
    recent: [1, 1, 1],
    mainLengths: new Uint8Array(256 + slots * 8),
    lengthLengths: new Uint8Array(LENGTHS),
    main: NONE,
    length: NONE,
    aligned: null,
    kind: 0,
    left: 0,
    size: 0,
  }
  let translated = 0
  blocks.forEach(({ packed, size }, index) => {
    if (size !== BLOCK && index !== blocks.length - 1) throw cabinetFault('a block in the middle is short')
    const bits = new LzxBits(packed)
    if (index === 0 && bits.bit() === 1) translated = bits.bits(32)
    for (const end = state.at + size; state.at < end; ) {
      if (state.left === 0) {
        // A byte fills an uncompressed block of odd length up to a word.
        if (state.kind === KIND.uncompressed && state.size % 2 === 1) bits.bytes(1)
        beginBlock(state, bits)
        if (state.left === 0) throw cabinetFault('a block of the compressed data is empty')
      }
      const run = Math.min(state.left, end - state.at)
      decodeRun(state, bits, state.at + run)
      state.left -= run
    }
  })
  return translated === 0 ? out : undoCallTranslation(out, translated | 0)
}
