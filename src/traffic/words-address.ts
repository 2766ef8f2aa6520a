// SPDX-License-Identifier: MIT
import { formatIPv4, formatIPv6 } from '../formats/address/ip.ts'

/** An address: a number is IPv4, a bigint IPv6. */
export type Address = number | bigint

/** The address that four words from `at` on say. */
export const addressOf = (words: Uint32Array, at: number): Address => {
  const [a, b, c, d] = [words[at] as number, words[at + 1] as number, words[at + 2] as number, words[at + 3] as number]
  return a === 0 && b === 0 && c === 0xffff
    ? d
    : (BigInt(a) << 96n) | (BigInt(b) << 64n) | (BigInt(c) << 32n) | BigInt(d)
}

/** Puts an address into four words. */
export const putAddress = (words: Uint32Array, at: number, address: Address): void => {
  if (typeof address === 'number') {
    words[at] = 0
    words[at + 1] = 0
    words[at + 2] = 0xffff
    words[at + 3] = address
  } else
    for (let word = 0; word < 4; word++) words[at + word] = Number((address >> BigInt(96 - 32 * word)) & 0xffff_ffffn)
}

export const addressText = (address: Address): string =>
  typeof address === 'number' ? formatIPv4(address) : formatIPv6(address)
