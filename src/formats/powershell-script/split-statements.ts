// SPDX-License-Identifier: MIT
import { pastBrackets, pastOpaque, UNCLOSED } from './skip-balanced.ts'

/** A statement as it stands; `at` is its place in the script. */
export interface Statement {
  readonly text: string
  readonly at: number
  /** False where a quote or bracket of it is never closed: it was cut at the end of its line. */
  readonly whole: boolean
}

const BLOCK =
  /^(?:if|elseif|else|foreach|for|while|do|switch|try|catch|finally|function|filter|workflow|configuration|trap|begin|process|end|clean|param|class|enum|data)\b/i
const CONTINUES = /^(?:elseif|else|catch|finally|while|until)\b/i
/** A line that ends so goes on in the next. */
const OPEN_END = /(?:\||,|\+|=|&&|\|\||-f|-join|-and|-or)[ \t]*$/i

const MOST_FAILURES = 100

/** Statements of a script or of a block, in order. Never throws; what is never closed ends with its line. */
export const splitStatements = (text: string, offset = 0): readonly Statement[] => {
  const statements: Statement[] = []
  let start = 0
  let at = 0
  let failures = 0
  const unclosed = new Set<number>()
  const push = (end: number, whole = true): void => {
    const raw = text.slice(start, end)
    const lead = raw.length - raw.trimStart().length
    if (raw.trim() !== '') statements.push({ text: raw.trim(), at: offset + start + lead, whole })
    start = end
  }
  const lineEnd = (from: number): number => {
    const found = text.indexOf('\n', from)
    return found < 0 ? text.length : found + 1
  }
  while (at < text.length) {
    try {
      const past = pastOpaque(text, at)
      if (past > at) {
        const isComment = text[at] === '#' || text.startsWith('<#', at)
        if (isComment && text.slice(start, at).trim() === '') start = past
        at = past
        continue
      }
      const char = text[at] as string
      if ('({['.includes(char)) {
        at = pastBrackets(text, at, 0, unclosed)
        if (char === '{' && BLOCK.test(text.slice(start, at).trimStart())) {
          const rest = /^(?:\s|#[^\n]*\n)*/.exec(text.slice(at, at + 2_000))?.[0] ?? ''
          if (!CONTINUES.test(text.slice(at + rest.length, at + rest.length + 12))) push(at)
        }
      } else if (char === ';') {
        push(at)
        at++
        start = at
      } else if (char === '\n') {
        if (!OPEN_END.test(withoutComment(text.slice(start, at)))) push(at)
        at++
      } else at++
    } catch (error) {
      if (error !== UNCLOSED) throw error
      // Where nearly nothing is closed, each line would be looked through to the end of the text.
      do {
        at = lineEnd(at)
        push(at, false)
      } while (++failures > MOST_FAILURES && at < text.length)
    }
  }
  push(text.length)
  return statements
}

const withoutComment = (text: string): string => text.replace(/(?:^|\s)#[^\n]*$/, '').trimEnd()
