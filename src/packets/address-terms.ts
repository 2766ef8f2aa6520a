// SPDX-License-Identifier: MIT
import { parseAddress } from '../formats/address/address-set.ts'
import type { Range } from '../formats/address/range.ts'
import { normalize } from '../formats/address/range.ts'
import { type Family, wholeOf } from './dimension.ts'
import type { Term, Value } from './line.ts'

/** What a list of addresses says in each family; null says any. */
export type AddressTerms = Readonly<Record<Family, Term | null>>

export const ANY_ADDRESSES: AddressTerms = { 4: null, 6: null }

/**
 * Keywords are atoms beside the numbers, of both families unless they name one; a whole family holds them. A text that is no
 * address stands for itself, like a keyword.
 */
export const addressTerms = (texts: readonly string[]): AddressTerms => {
  if (texts.length === 0) return ANY_ADDRESSES
  const v4: Range<number>[] = []
  const v6: Range<bigint>[] = []
  const words: Readonly<Record<Family, string[]>> = { 4: [], 6: [] }
  for (const text of texts) {
    const set = parseAddress(text, true)
    if (set !== null && set.keywords.length === 0) {
      v4.push(...set.v4)
      v6.push(...set.v6)
      continue
    }
    const [, word = text, family] = /^(.*[A-Za-z])([46])$/.exec(set?.keywords[0] ?? '') ?? []
    const name = word === text ? (set?.keywords[0] ?? text) : word
    if (family !== '6') words[4].push(name)
    if (family !== '4') words[6].push(name)
  }
  return { 4: termOf(4, normalize(v4), words[4]), 6: termOf(6, normalize(v6), words[6]) }
}

const termOf = (family: Family, ranges: readonly Range<Value>[], words: readonly string[]): Term | null => {
  const whole = wholeOf('remoteAddresses', family)
  const [first] = ranges
  if (first === undefined || first.first > whole.first || first.last < whole.last) return { ranges, words }
  return words.length === 0 ? null : { ranges: [], words, except: [] }
}
