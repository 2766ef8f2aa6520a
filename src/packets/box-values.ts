// SPDX-License-Identifier: MIT
import { formatAddressSet } from '../formats/address/address-set.ts'
import type { Range } from '../formats/address/range.ts'
import { formatPorts } from '../formats/port/port-set.ts'
import type { Protocol } from '../formats/rule/rule.ts'
import type { Family } from './dimension.ts'
import type { Term } from './line.ts'
import { NUMBER_OF } from './rule-terms.ts'

/** A choice of words: these, or every one but these. */
export interface Choice<T> {
  readonly words: readonly T[]
  readonly complement: boolean
}

export type Words = Choice<string>

/** Words of a dimension that has no numbers: its one number stands for every other word. */
export const wordsOf = (term: Term, all: Term): Words =>
  term.ranges.length === 0
    ? { words: term.words, complement: false }
    : { words: all.words.filter((word) => !term.words.includes(word)), complement: true }

const numbersOf = (ranges: Term['ranges']): readonly number[] =>
  ranges.flatMap(({ first, last }) =>
    Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => Number(first) + index),
  )

const protocolOf = (number: number): Protocol =>
  (Object.entries(NUMBER_OF).find(([, known]) => known === number)?.[0] as Protocol | undefined) ?? number

/** Protocols of one family: these, or every one but these. ICMP of the other family is neither. */
export const protocolsOf = (term: Term, family: Family): Choice<Protocol> => {
  const other = family === 4 ? NUMBER_OF.icmp6 : NUMBER_OF.icmp4
  const held = new Set(numbersOf(term.ranges))
  const complement = held.size > 128
  const numbers = complement ? Array.from({ length: 256 }, (_, number) => number).filter((one) => !held.has(one)) : held
  return { words: [...numbers].filter((number) => number !== other).map(protocolOf), complement }
}

/** Entries of a list, and what is left out of them; no entry says any. */
export interface Entries {
  readonly texts: readonly string[]
  readonly except: readonly string[]
}

const ANY: Entries = { texts: [], except: [] }

/** Every number without some keyword cannot be listed: a whole line holds its keywords. */
const missing = (term: Term, all: Term): readonly string[] | null =>
  term.ranges.length === 1 &&
  term.ranges[0]?.first === all.ranges[0]?.first &&
  term.ranges[0]?.last === all.ranges.at(-1)?.last
    ? all.words.filter((word) => !term.words.includes(word))
    : null

export const portEntries = (term: Term | null, all: Term): Entries => {
  if (term === null) return ANY
  const except = missing(term, all)
  if (except !== null) return { texts: [], except }
  return { texts: [...term.words, ...term.ranges.map((range) => formatPorts(range as Range<number>))], except: [] }
}

/** `8:*` for every code of a type, `3:4` for one. */
const icmpTexts = (ranges: readonly Range<number>[]): readonly string[] =>
  ranges.flatMap(({ first, last }) => {
    const texts: string[] = []
    for (let at = first; at <= last; ) {
      const whole = at % 256 === 0 && at + 255 <= last
      texts.push(`${Math.floor(at / 256)}:${whole ? '*' : at % 256}`)
      at += whole ? 256 : 1
    }
    return texts
  })

const gaps = (ranges: readonly Range<number>[]): readonly Range<number>[] => {
  const starts = [0, ...ranges.map(({ last }) => last + 1)]
  const ends = [...ranges.map(({ first }) => first - 1), 65_535]
  return starts
    .map((first, index) => ({ first, last: ends[index] as number }))
    .filter(({ first, last }) => first <= last)
}

/** Types of ICMP: these, or every one but these, whichever is shorter. */
export const icmpTypesOf = (term: Term): Words => {
  const ranges = term.ranges as readonly Range<number>[]
  const size = ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0)
  return size > 32_768
    ? { words: icmpTexts(gaps(ranges)), complement: true }
    : { words: [...term.words, ...icmpTexts(ranges)], complement: false }
}

export const ANY_OF: Readonly<Record<Family, string>> = { 4: '0.0.0.0/0', 6: '::/0' }

/** Addresses of one family; every one of them stands as its whole network. */
export const addressEntries = (term: Term | null, all: Term, family: Family): Entries => {
  const inFamily = (words: readonly string[]): readonly string[] =>
    words.map((word) => (word === 'LocalSubnet' ? `LocalSubnet${family}` : word))
  if (term === null) return { texts: [ANY_OF[family]], except: [] }
  const except = missing(term, all)
  if (except !== null) return { texts: [ANY_OF[family]], except: inFamily(except) }
  const ranges = formatAddressSet({
    v4: family === 4 ? (term.ranges as readonly Range<number>[]) : [],
    v6: family === 6 ? (term.ranges as readonly Range<bigint>[]) : [],
    keywords: [],
  })
  return { texts: [...inFamily(term.words), ...ranges], except: [] }
}

/** Whether an entry says by itself of which family it is. */
export const tellsFamily = (text: string): boolean => /[.:]|^LocalSubnet[46]$/.test(text)
