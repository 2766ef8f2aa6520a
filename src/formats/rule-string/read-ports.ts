// SPDX-License-Identifier: MIT
import { parsePorts } from '../port/port-set.ts'
import type { KeywordToken } from './keywords.ts'

/** Keyword of a token, in lower case; a pair of tokens is one keyword. */
export const portTokens = (keywords: ReadonlyMap<string, readonly KeywordToken[]>): ReadonlyMap<string, string> =>
  new Map([...keywords].flatMap(([word, tokens]) => tokens.map(({ token }) => [token.toLowerCase(), word] as const)))

/** What the port fields of one side of a rule say, in the order in which they stand. */
export interface PortList {
  /** Adds one field's value; false, and nothing added, where a part is neither a port, a range nor a keyword. */
  readonly add: (value: string) => boolean
  readonly entries: readonly string[]
}

/** Service rules inside Windows put several ports into one field, with commas. */
export const portList = (tokens: ReadonlyMap<string, string>): PortList => {
  const entries: string[] = []
  let words: Set<string> | null = null
  return {
    entries,
    add: (value) => {
      const parts = value.includes(',') ? value.split(',').map((part) => part.trim()) : [value]
      if (!parts.every((part) => tokens.has(part.toLowerCase()) || parsePorts(part) !== null)) return false
      for (const part of parts) {
        const word = tokens.get(part.toLowerCase())
        if (word === undefined) entries.push(part)
        else if (words?.has(word) !== true) {
          words ??= new Set()
          words.add(word)
          entries.push(word)
        }
      }
      return true
    },
  }
}
