// SPDX-License-Identifier: MIT
import { cabinetFault } from './cabinet-fault.ts'

const LONGEST = 16

/** A prefix code, read bit by bit: the next symbol. */
export type Huffman = (bit: () => number) => number

/** The canonical code of these lengths (0: the symbol does not occur). Refused where it is not complete. */
export const huffman = (lengths: Uint8Array): Huffman => {
  const counts = new Uint16Array(LONGEST + 1)
  for (const length of lengths) counts[length] = (counts[length] as number) + 1
  counts[0] = 0
  let free = 1
  for (let length = 1; length <= LONGEST; length += 1) free = free * 2 - (counts[length] as number)
  const empty = lengths.every((length) => length === 0)
  if (free !== 0 && !empty) throw cabinetFault('a code of the compressed data is damaged')
  const places = new Uint16Array(LONGEST + 2)
  for (let length = 1; length <= LONGEST; length += 1)
    places[length + 1] = (places[length] as number) + (counts[length] as number)
  const symbols = new Uint16Array(lengths.length)
  lengths.forEach((length, symbol) => {
    if (length === 0) return
    symbols[places[length] as number] = symbol
    places[length] = (places[length] as number) + 1
  })
  return (bit) => {
    let code = 0
    let first = 0
    let index = 0
    for (let length = 1; length <= LONGEST && !empty; length += 1) {
      code |= bit()
      const count = counts[length] as number
      if (code - first < count) return symbols[index + code - first] as number
      index += count
      first = (first + count) * 2
      code *= 2
    }
    throw cabinetFault('a code of the compressed data is not used by it')
  }
}
