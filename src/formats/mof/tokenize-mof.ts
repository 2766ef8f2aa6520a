// SPDX-License-Identifier: MIT

export type MofToken =
  | { readonly kind: 'word' | 'alias' | 'mark' | 'string' | 'character'; readonly text: string; readonly at: number }
  | { readonly kind: 'number'; readonly value: number | bigint; readonly text: string; readonly at: number }
  | { readonly kind: 'end'; readonly text: ''; readonly at: number }

export interface MofTextFault {
  readonly at: number
  readonly message: string
}

const WORD = /[A-Za-z_][A-Za-z0-9_]*/y
const MARKS = '{}[]();=,:'
const ALIAS = /\$[A-Za-z_][A-Za-z0-9_]*/y
const NUMBER = /[+-]?(?:0[xX][0-9a-fA-F]+|[0-9]*\.[0-9]+(?:[eE][+-]?[0-9]+)?|[01]+[bB](?![0-9A-Za-z_])|[0-9]+)/y
const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  '"': '"',
  "'": "'",
  '\\': '\\',
}

const toNumber = (text: string): number | bigint => {
  const sign = text.startsWith('-') ? -1n : 1n
  const digits = text.replace(/^[+-]/, '')
  if (digits.includes('.')) return Number(text)
  const value =
    sign *
    (/^0x/i.test(digits)
      ? BigInt(digits)
      : /b$/i.test(digits)
        ? BigInt(`0b${digits.slice(0, -1)}`)
        : /^0[0-7]+$/.test(digits)
          ? BigInt(`0o${digits.slice(1)}`)
          : BigInt(digits))
  return Number.isSafeInteger(Number(value)) ? Number(value) : value
}

/**
 * Splits the text of a MOF document into tokens (DSP0004 annex A), each made when it is asked for; the last one is `end`,
 * again and again. Comments, white space and `#pragma` lines are left out. Throws a `MofTextFault`.
 */
export const mofTokens = (text: string): (() => MofToken) => {
  const escapes = escapesOf(text)
  let at = text.startsWith('\uFEFF') ? 1 : 0
  const skip = (): void => {
    for (;;) {
      while (isSpace(text.charCodeAt(at))) at += 1
      const char = text[at]
      if (char === '#' || (char === '/' && text[at + 1] === '/')) {
        while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at += 1
      } else if (char === '/' && text[at + 1] === '*') {
        const end = text.indexOf('*/', at + 2)
        if (end < 0) throw { at, message: 'a comment is never closed' } satisfies MofTextFault
        at = end + 2
      } else return
    }
  }
  return () => {
    skip()
    const start = at
    const char = text[at]
    if (char === undefined) return { kind: 'end', text: '', at }
    if (MARKS.includes(char)) {
      at += 1
      return { kind: 'mark', text: char, at: start }
    }
    if (char === '"' || char === "'") {
      const { value, end } = readQuoted(text, at, escapes)
      at = end
      return { kind: char === '"' ? 'string' : 'character', text: value, at: start }
    }
    const match = (pattern: RegExp): string | null => {
      pattern.lastIndex = start
      return pattern.exec(text)?.[0] ?? null
    }
    const word = match(WORD)
    const alias = word === null ? match(ALIAS) : null
    const found = word ?? alias ?? match(NUMBER)
    if (found === null) throw { at, message: `${JSON.stringify(char)} has no place here` } satisfies MofTextFault
    at += found.length
    if (word !== null) return { kind: 'word', text: word, at: start }
    if (alias !== null) return { kind: 'alias', text: alias.slice(1), at: start }
    if (found.length > 100) throw { at: start, message: 'a number of more than 100 digits' } satisfies MofTextFault
    return { kind: 'number', value: toNumber(found), text: found, at: start }
  }
}

const isSpace = (code: number): boolean =>
  code === 32 || (code >= 9 && code <= 13) || (code > 127 && /\s/.test(String.fromCharCode(code)))

/** The first backslash from a place on; the places come in ascending order, so that the text is gone through once. */
const escapesOf = (text: string): ((from: number) => number) => {
  let found = -1
  return (from) => {
    if (found < from) {
      const index = text.indexOf('\\', from)
      found = index < 0 ? text.length : index
    }
    return found
  }
}

/** A string may hold line ends as they are: configurations write them so. */
const readQuoted = (
  text: string,
  start: number,
  escapes: (from: number) => number,
): { readonly value: string; readonly end: number } => {
  const quote = text[start] as string
  let value = ''
  let from = start + 1
  let end = from - 1
  for (;;) {
    if (end >= 0 && end < from) end = text.indexOf(quote, from)
    const mark = escapes(from)
    if (end >= 0 && end < mark)
      return { value: value === '' ? text.slice(from, end) : value + text.slice(from, end), end: end + 1 }
    if (mark >= text.length) throw { at: start, message: 'a string is never closed' } satisfies MofTextFault
    value += text.slice(from, mark)
    const next = text[mark + 1] ?? ''
    const known = ESCAPES[next]
    const hex = known === undefined ? /^[xX]([0-9a-fA-F]{1,4})/.exec(text.slice(mark + 1, mark + 6))?.[1] : undefined
    if (known === undefined && hex === undefined)
      throw { at: mark, message: `\\${next} is not an escape` } satisfies MofTextFault
    value += known ?? String.fromCharCode(Number.parseInt(hex as string, 16))
    from = mark + (known === undefined ? 2 + (hex as string).length : 2)
  }
}
