// SPDX-License-Identifier: MIT
import type { Party } from '../flows/party.ts'
import { type Address, putAddress } from './words-address.ts'

/** Remembers under which address a computer's own end stands, as a log writes it: it is the same few in every row. */
export interface LocalEnds {
  /** Where the address at `at` is remembered; -1 where it is not. */
  readonly find: (host: Party, words: Uint32Array, at: number) => number
  /** Puts the remembered address in the place of the one that was found. */
  readonly put: (found: number, words: Uint32Array, at: number) => void
  /** Remembers that an address stands for another, or for itself, and puts it there. */
  readonly keep: (host: Party, words: Uint32Array, at: number, instead: Address | undefined) => void
}

const PLACES = 64
const LENGTH = 8

export const localEnds = (): LocalEnds => {
  const words = new Uint32Array(PLACES * LENGTH)
  const hosts: (Party | null)[] = new Array(PLACES).fill(null)
  const placeOf = (row: Uint32Array, at: number): number => {
    const mixed = Math.imul((row[at + 3] as number) ^ (row[at + 1] as number), 0x9e3779b1)
    return (mixed >>> 16) & (PLACES - 1)
  }
  const put = (found: number, row: Uint32Array, at: number): void => {
    for (let word = 0; word < 4; word++) row[at + word] = words[found * LENGTH + 4 + word] as number
  }
  return {
    put,
    find: (host, row, at) => {
      const place = placeOf(row, at)
      if (hosts[place] !== host) return -1
      const base = place * LENGTH
      for (let word = 3; word >= 0; word--) if (words[base + word] !== row[at + word]) return -1
      return place
    },
    keep: (host, row, at, instead) => {
      const place = placeOf(row, at)
      const base = place * LENGTH
      hosts[place] = host
      for (let word = 0; word < 4; word++) words[base + word] = row[at + word] as number
      if (instead === undefined) for (let word = 0; word < 4; word++) words[base + 4 + word] = row[at + word] as number
      else putAddress(words, base + 4, instead)
      put(place, row, at)
    },
  }
}
