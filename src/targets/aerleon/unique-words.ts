// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'
import { getOrInsert } from '../../collections/get-or-insert.ts'

/** A thing that needs a word: `key` is its own, `text` what the word is made of. */
export interface Wanted {
  readonly key: string
  readonly text: string
}

/** Aerleon's firewalls make longer names of a term's (`service-NAME-tcp`), and Palo Alto takes 63 characters. */
export const LONGEST_WORD = 51

const HASHES = [8, 16, 32] as const

/**
 * A word (letters, digits, `_`, `-`) for each key, of at most 51 characters and unlike every other without regard to case.
 * One that has to be cut, or that another key would have too, ends in a hash of its key: so no word hangs on the order of keys.
 */
export const uniqueWords = (all: readonly Wanted[]): ReadonlyMap<string, string> => {
  const wanted = new Map(all.map(({ key, text }) => [key, slug(text)]))
  const words = new Map(
    [...wanted].map(([key, word]) => [key, word.length > LONGEST_WORD ? hashed(key, word, 8) : word]),
  )
  for (const digits of HASHES) {
    const holders = new Map<string, string[]>()
    for (const [key, word] of words) getOrInsert(holders, word.toLowerCase(), () => [] as string[]).push(key)
    const alike = [...holders.values()].filter((keys) => keys.length > 1).flat()
    if (alike.length === 0) break
    for (const key of alike) words.set(key, hashed(key, wanted.get(key) as string, digits))
  }
  return words
}

const slug = (text: string): string => text.replace(/[^A-Za-z0-9_]+/g, '-').replace(/^-+|-+$/g, '') || 'x'

const hashed = (key: string, word: string, digits: number): string =>
  `${word.slice(0, LONGEST_WORD - digits - 1).replace(/-+$/, '')}-${createHash('sha256').update(key).digest('hex').slice(0, digits)}`
