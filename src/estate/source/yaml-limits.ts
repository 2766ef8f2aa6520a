// SPDX-License-Identifier: MIT
import { Lexer } from 'yaml'
import { DEEPEST, MOST_REPEATED } from './data.ts'

/** A smaller text costs little, whatever stands in it. */
const SMALL = 65_536

export type YamlExcess = { readonly what: 'depth' | 'aliases'; readonly start: number; readonly end: number }

/** What the lexer adds: the start of a document, the end of a broken flow collection, the mark in front of a scalar. */
const MARKS: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\u001f'])
const SCALAR = '\u001f'

/** Where a text begins to be too deep, or to repeat too much, by its words alone: the parser makes objects of all of it first. */
export const yamlExcess = (text: string): YamlExcess | null => {
  if (text.length <= SMALL) return null
  let at = 0
  let depth = 0
  let aliases = 0
  /** Indicators on one line outside brackets: each opens a list or mapping in the one before. */
  let onLine = 0
  let isScalar = false
  for (const word of new Lexer().lex(text)) {
    if (MARKS.has(word)) {
      isScalar = word === SCALAR
      continue
    }
    const first = isScalar ? '' : word[0]
    isScalar = false
    if (word === '\n' || word === '\r\n') onLine = 0
    else if (first === '[' || first === '{') depth++
    else if (first === ']' || first === '}') depth--
    else if (depth <= 0 && (word === '-' || word === '?' || word === ':')) onLine++
    else if (first === '*') aliases++
    const end = at + word.length
    if (depth > DEEPEST || onLine > DEEPEST) return { what: 'depth', start: at, end }
    if (aliases > MOST_REPEATED) return { what: 'aliases', start: at, end }
    at = end
  }
  return null
}
