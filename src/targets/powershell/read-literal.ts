// SPDX-License-Identifier: MIT

export type Literal = string | number | boolean | null | readonly Literal[] | { readonly [key: string]: Literal }

/** What stands at a place of a script, and the place after it. */
export interface ReadLiteral {
  readonly value: Literal
  readonly end: number
}

const DEEPEST = 20
const QUOTES = "'‘’‚‛"
const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ['$true', true],
  ['$false', false],
  ['$null', null],
])
const isQuote = (char: string | undefined): boolean => char !== undefined && QUOTES.includes(char)
const isQuoteCode = (code: number): boolean => code === 39 || (code >= 0x2018 && code <= 0x201b)
/** Blanks, line ends and semicolons. */
const isSeparator = (code: number): boolean =>
  code === 32 || code === 9 || code === 13 || code === 10 || code === SEMICOLON
const [SEMICOLON, MINUS, DOLLAR] = [59, 45, 36] as const
const endsEntry = (code: number): boolean => code === 13 || code === 10 || code === SEMICOLON
const isDigit = (code: number): boolean => code >= 48 && code <= 57
const CODE = /\[char\]0x([0-9A-F]{4})/y
const KEY = /[A-Za-z]\w*/y
const NUMBER = /-?\d+\b/y
const WORD = /\$\w+/y

/**
 * Reads one literal of PowerShell: text, number, `$true`, `$null`, `@(…)`, `@{…}`, or a sum of texts and
 * `[char]0x…` in parentheses. Runs nothing; throws for anything else.
 */
export const readLiteral = (text: string, start: number): ReadLiteral => {
  let at = start
  const fail = (what: string): never => {
    throw new Error(`${what} at character ${at}`)
  }
  const spaces = (): void => {
    for (let code = text.charCodeAt(at); code === 32 || code === 9; ) code = text.charCodeAt(++at)
  }
  const separators = (): void => {
    while (isSeparator(text.charCodeAt(at))) at += 1
  }
  const take = (token: string): boolean => {
    if (!text.startsWith(token, at)) return false
    at += token.length
    return true
  }
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    at += found?.[0].length ?? 0
    return found
  }

  const string = (): string => {
    let value = ''
    at += 1
    for (let from = at; ; from = at) {
      while (at < text.length && !isQuoteCode(text.charCodeAt(at))) at += 1
      if (at >= text.length) fail('a text without an end')
      value += text.slice(from, at)
      const next = text[at + 1]
      if (!isQuote(next)) break
      if (next !== text[at]) fail('two kinds of quote in a row')
      value += next
      at += 2
    }
    at += 1
    return value
  }

  const sum = (): string => {
    let value = ''
    do {
      spaces()
      const code = match(CODE)
      value += code === null ? (isQuote(text[at]) ? string() : fail('not a text')) : charOf(code[1] as string)
      spaces()
    } while (take('+'))
    if (!take(')')) fail('a sum without an end')
    return value
  }

  const array = (): readonly Literal[] => {
    const values: Literal[] = []
    for (separators(); !take(')'); separators()) {
      take(',')
      spaces()
      values.push(literal())
      spaces()
      if (text[at] !== ')' && text[at] !== ',' && !endsEntry(text.charCodeAt(at))) fail('not an array')
    }
    return values
  }

  const hashtable = (): Readonly<Record<string, Literal>> => {
    const entries = new Map<string, Literal>()
    for (separators(); !take('}'); separators()) {
      const key = isQuote(text[at]) ? string() : (match(KEY)?.[0] ?? fail('not a key'))
      spaces()
      if (!take('=')) fail('a key without a value')
      spaces()
      if (entries.has(key)) fail(`the key ${key} stands twice`)
      entries.set(key, literal())
      spaces()
      if (text[at] !== '}' && !endsEntry(text.charCodeAt(at))) fail('not a hashtable')
    }
    return Object.fromEntries(entries)
  }

  let depth = 0
  const literal = (): Literal => {
    if (++depth > DEEPEST) fail('tables nest too deep')
    const value = oneLiteral()
    depth--
    return value
  }

  const oneLiteral = (): Literal => {
    if (isQuote(text[at])) return string()
    if (take('@(')) return array()
    if (take('@{')) return hashtable()
    if (take('(')) return sum()
    const code = text.charCodeAt(at)
    const number = code === MINUS || isDigit(code) ? match(NUMBER) : null
    if (number !== null) return Number(number[0])
    const word = code === DOLLAR ? match(WORD)?.[0].toLowerCase() : undefined
    const value = word === undefined ? undefined : WORDS.get(word)
    return value === undefined ? fail('not a literal') : value
  }

  const value = literal()
  return { value, end: at }
}

const charOf = (hex: string): string => String.fromCharCode(Number.parseInt(hex, 16))
