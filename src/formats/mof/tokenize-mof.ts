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
 * Splits the text of a MOF document into tokens (DSP0004 annex A). Comments, white space and `#pragma` lines are left out.
 * Runs once over the text; the last token is `end`.
 */
export const tokenizeMof = (text: string): readonly MofToken[] | MofTextFault => {
  const tokens: MofToken[] = []
  let at = text.startsWith('\uFEFF') ? 1 : 0
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at
    return pattern.exec(text)?.[0] ?? null
  }
  while (at < text.length) {
    const char = text[at] as string
    if (/\s/.test(char) || char === '\uFEFF') at += 1
    else if (text.startsWith('//', at) || char === '#') {
      while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at += 1
    } else if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2)
      if (end < 0) return { at, message: 'a comment is never closed' }
      at = end + 2
    } else if (char === '"' || char === "'") {
      const read = readQuoted(text, at)
      if ('message' in read) return read
      tokens.push({ kind: char === '"' ? 'string' : 'character', text: read.value, at })
      at = read.end
    } else if ('{}[]();=,:'.includes(char)) {
      tokens.push({ kind: 'mark', text: char, at })
      at += 1
    } else {
      const word = match(WORD)
      const alias = match(ALIAS)
      const number = match(NUMBER)
      const found = word ?? alias ?? number
      if (found === null) return { at, message: `${JSON.stringify(char)} has no place here` }
      if (number !== null && word === null) {
        if (number.length > 100) return { at, message: 'a number of more than 100 digits' }
        tokens.push({ kind: 'number', value: toNumber(number), text: number, at })
      } else tokens.push({ kind: word !== null ? 'word' : 'alias', text: word ?? found.slice(1), at })
      at += found.length
    }
  }
  tokens.push({ kind: 'end', text: '', at: text.length })
  return tokens
}

/** A string may hold line ends as they are: configurations write them so. */
const readQuoted = (text: string, start: number): { readonly value: string; readonly end: number } | MofTextFault => {
  const quote = text[start] as string
  const parts: string[] = []
  let from = start + 1
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === quote) {
      parts.push(text.slice(from, at))
      return { value: parts.join(''), end: at + 1 }
    }
    if (text[at] !== '\\') continue
    parts.push(text.slice(from, at))
    const next = text[at + 1] ?? ''
    const hex = /^[xX]([0-9a-fA-F]{1,4})/.exec(text.slice(at + 1, at + 6))?.[1]
    const plain = ESCAPES[next]
    if (plain === undefined && hex === undefined) return { at, message: `\\${next} is not an escape` }
    parts.push(plain ?? String.fromCharCode(Number.parseInt(hex as string, 16)))
    at += plain === undefined ? 1 + (hex as string).length : 1
    from = at + 1
  }
  return { at: start, message: 'a string is never closed' }
}
