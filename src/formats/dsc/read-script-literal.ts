// SPDX-License-Identifier: MIT
import { type ScriptToken, scriptTokens } from './tokenize-script.ts'

export type ScriptLiteral = string | number | boolean | null | readonly ScriptLiteral[]

/** Where a reader stands among the tokens of a script. Tokens are made when they are asked for, and let go by `forget`. */
export interface ScriptCursor {
  at: number
  readonly token: (at: number) => ScriptToken
  /** From a place up to another, the end of the script where none is given. */
  readonly slice: (from: number, to?: number) => readonly ScriptToken[]
  /** What lies before the cursor is not asked for any more. */
  readonly forget: () => void
}

export const scriptCursor = (text: string): ScriptCursor => {
  const read = scriptTokens(text)
  let tokens: ScriptToken[] = []
  /** Place of the first of them. */
  let first = 0
  /** Whether a place is there to be read; none is behind the end. */
  const reach = (at: number): boolean => {
    while (first + tokens.length <= at && tokens.at(-1)?.kind !== 'end') tokens.push(read())
    return first + tokens.length > at
  }
  const cursor: ScriptCursor = {
    at: 0,
    token: (at) => (reach(at) ? tokens[at - first] : tokens.at(-1)) as ScriptToken,
    slice: (from, to = Number.POSITIVE_INFINITY) => {
      reach(to)
      return tokens.slice(from - first, to - first)
    },
    forget: () => {
      // The last one may be the end, which is asked for again.
      const gone = Math.min(cursor.at - first, tokens.length - 1)
      if (gone < ENOUGH) return
      tokens = tokens.slice(gone)
      first += gone
    },
  }
  return cursor
}

const ENOUGH = 1_000

/** Stands for a value that only a run would tell. */
export const NOT_LITERAL = Symbol('not a literal')

const DEEPEST = 20

export const peekToken = (cursor: ScriptCursor, ahead = 0): ScriptToken => cursor.token(cursor.at + ahead)

export const isMark = (token: ScriptToken, mark: string, other?: string): boolean =>
  token.kind === 'mark' && (token.text === mark || token.text === other)

const refuse = (): never => {
  throw NOT_LITERAL
}
const take = (cursor: ScriptCursor): ScriptToken => {
  const token = peekToken(cursor)
  if (token.kind === 'end') refuse()
  cursor.at += 1
  return token
}
const skipLines = (cursor: ScriptCursor): void => {
  while (peekToken(cursor).kind === 'line') cursor.at += 1
}

const readList = (cursor: ScriptCursor, depth: number): readonly ScriptLiteral[] => {
  const list: ScriptLiteral[] = []
  while (true) {
    while (peekToken(cursor).kind === 'line' || isMark(peekToken(cursor), ';')) cursor.at += 1
    if (isMark(peekToken(cursor), ')')) {
      cursor.at += 1
      return list
    }
    const value = readExpression(cursor, depth + 1)
    // @(@('a', 'b')) is the array inside it; @('a') has one element.
    if (Array.isArray(value)) for (const entry of value as readonly ScriptLiteral[]) list.push(entry)
    else list.push(value)
  }
}

const readPrimary = (cursor: ScriptCursor, depth: number): ScriptLiteral => {
  if (depth > DEEPEST) refuse()
  const token = take(cursor)
  if (token.kind === 'string') return token.text
  if (token.kind === 'number') return Number(token.text)
  if (token.kind === 'variable') {
    const name = token.text.toLowerCase()
    return name === 'true' || name === 'false' ? name === 'true' : name === 'null' ? null : refuse()
  }
  if (isMark(token, '@(')) return readList(cursor, depth)
  if (isMark(token, '(')) {
    skipLines(cursor)
    const value = readExpression(cursor, depth + 1)
    skipLines(cursor)
    return isMark(take(cursor), ')') ? value : refuse()
  }
  if (isMark(token, '[')) {
    const type = take(cursor).text.toLowerCase()
    if (!isMark(take(cursor), ']') || type !== 'char') refuse()
    const code = readPrimary(cursor, depth + 1)
    return typeof code === 'number' && code <= 0xffff ? String.fromCharCode(code) : refuse()
  }
  return refuse()
}

const readSum = (cursor: ScriptCursor, depth: number): ScriptLiteral => {
  const first = readPrimary(cursor, depth)
  const parts: ScriptLiteral[] = [first]
  while (isMark(peekToken(cursor), '+')) {
    cursor.at += 1
    skipLines(cursor)
    parts.push(readPrimary(cursor, depth))
  }
  if (parts.length === 1) return first
  return parts.every((part) => typeof part === 'string') ? parts.join('') : refuse()
}

const readExpression = (cursor: ScriptCursor, depth: number): ScriptLiteral => {
  const first = readSum(cursor, depth)
  if (!isMark(peekToken(cursor), ',')) return first
  const list: ScriptLiteral[] = [first]
  while (isMark(peekToken(cursor), ',')) {
    cursor.at += 1
    skipLines(cursor)
    list.push(readSum(cursor, depth))
  }
  return list
}

/** Reads the literal at the cursor, which must reach to the end of the statement; else NOT_LITERAL. */
export const readScriptLiteral = (cursor: ScriptCursor): ScriptLiteral | typeof NOT_LITERAL => {
  try {
    skipLines(cursor)
    const value = readExpression(cursor, 0)
    const token = peekToken(cursor)
    return token.kind === 'line' || token.kind === 'end' || isMark(token, ';', '}') ? value : NOT_LITERAL
  } catch (error) {
    if (error !== NOT_LITERAL) throw error
    return NOT_LITERAL
  }
}
