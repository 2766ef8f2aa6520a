// SPDX-License-Identifier: MIT
import { backtickEscape } from '../powershell/backtick-escapes.ts'

/** `opaque`: an expandable string with something to expand, or another thing whose value only a run would tell. */
export interface ScriptToken {
  readonly kind: 'word' | 'string' | 'number' | 'variable' | 'opaque' | 'mark' | 'line' | 'end'
  readonly text: string
  readonly at: number
}

export interface ScriptFault {
  readonly at: number
  readonly message: string
}

const SINGLE = "'‘’‚‛"
const DOUBLE = '"“”„'
/** Inside a word a number sign begins no comment. */
const WORD = /[A-Za-z_.\\/:*%!?&|<>~^-][\w.\\/:*%!?&|<>~^#-]*/y
const NUMBER = /(?:0[xX][0-9a-fA-F]+|\d+)(?![\w.])/y
const VARIABLE = /\$(?:[\w:]+|\{[^}]{0,200}\}|[$^?])/y
const OTHER_WORD = /[^\s'"‘’‚‛“”„(){}[\],;=+$@#`][^\s'"‘’‚‛“”„(){}[\],;=+$@`]*/y
const isLineEnd = (char: string | undefined): boolean => char === '\n' || char === '\r'

interface Read {
  readonly token: ScriptToken
  readonly end: number
}

/**
 * Splits the text of a script into tokens, by every quote character that PowerShell knows.
 * A reader of literals: what is not literal becomes `opaque` or a word, and nothing is run. One pass over the text.
 */
export const tokenizeScript = (text: string): readonly ScriptToken[] | ScriptFault => {
  const tokens: ScriptToken[] = []
  let at = text.startsWith('\uFEFF') ? 1 : 0
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at
    return pattern.exec(text)?.[0] ?? null
  }
  const push = (kind: ScriptToken['kind'], value: string, length: number): void => {
    tokens.push({ kind, text: value, at })
    at += length
  }
  while (at < text.length) {
    const char = text[at] as string
    const next = text[at + 1] ?? ''
    if (isLineEnd(char)) push('line', '', char === '\r' && next === '\n' ? 2 : 1)
    else if (/\s/.test(char)) at += 1
    else if (char === '`' && isLineEnd(next)) at += next === '\r' && text[at + 2] === '\n' ? 3 : 2
    else if (char === '<' && next === '#') {
      const end = text.indexOf('#>', at + 2)
      if (end < 0) return { at, message: 'a comment is never closed' }
      at = end + 2
    } else if (char === '#') while (at < text.length && !isLineEnd(text[at])) at += 1
    else if (SINGLE.includes(char) || DOUBLE.includes(char)) {
      const read = SINGLE.includes(char) ? readSingle(text, at) : readDouble(text, at)
      if ('message' in read) return read
      tokens.push(read.token)
      at = read.end
    } else if (char === '@' && (SINGLE + DOUBLE).includes(next) && next !== '') {
      const read = readHereString(text, at, SINGLE.includes(next) ? SINGLE : DOUBLE)
      if ('message' in read) return read
      tokens.push(read.token)
      at = read.end
    } else if (char === '@' && (next === '(' || next === '{')) push('mark', `@${next}`, 2)
    else if ('(){}[],;=+'.includes(char)) push('mark', char, 1)
    else if (char === '$' && next === '(') push('opaque', '$', 1)
    else {
      const number = match(NUMBER)
      const variable = match(VARIABLE)
      const word = match(WORD) ?? match(OTHER_WORD)
      if (number !== null) push('number', number, number.length)
      else if (variable !== null) push('variable', variable.slice(1), variable.length)
      else if (word !== null) push('word', word, word.length)
      else push('opaque', char, 1)
    }
  }
  tokens.push({ kind: 'end', text: '', at })
  return tokens
}

/** Two quote characters in a row, of whichever kind, are the second of them. */
const readSingle = (text: string, start: number): Read | ScriptFault => {
  const parts: string[] = []
  for (let at = start + 1; at < text.length; at += 1) {
    if (!SINGLE.includes(text[at] as string)) parts.push(text[at] as string)
    else if (SINGLE.includes(text[at + 1] ?? ' ')) {
      parts.push(text[at + 1] as string)
      at += 1
    } else return { token: { kind: 'string', text: parts.join(''), at: start }, end: at + 1 }
  }
  return { at: start, message: 'a string is never closed' }
}

const readDouble = (text: string, start: number): Read | ScriptFault => {
  const parts: string[] = []
  let opaque = false
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text[at] as string
    const next = text[at + 1] ?? ''
    if (char === '`') {
      parts.push(backtickEscape(next))
      at += 1
    } else if (DOUBLE.includes(char)) {
      if (next === '' || !DOUBLE.includes(next))
        return { token: { kind: opaque ? 'opaque' : 'string', text: parts.join(''), at: start }, end: at + 1 }
      parts.push(next)
      at += 1
    } else {
      // What is expanded may hold quotes of its own; such a text is never a literal.
      if (char === '$' && next === '(') return { at, message: 'a string with a subexpression is not read' }
      if (char === '$' && /[\w{:$^?]/.test(next)) opaque = true
      parts.push(char)
    }
  }
  return { at: start, message: 'a string is never closed' }
}

const readHereString = (text: string, start: number, quotes: string): Read | ScriptFault => {
  const header = /[ \t]*(?:\r\n|\r|\n)/y
  header.lastIndex = start + 2
  const from = header.exec(text)
  if (from === null) return { at: start, message: 'a here-string starts on the line after its quote' }
  const first = start + 2 + from[0].length
  for (let at = first; at < text.length; at += 1) {
    if (!quotes.includes(text[at] as string) || text[at + 1] !== '@' || !isLineEnd(text[at - 1])) continue
    const body = text.slice(first, Math.max(first, at - (text[at - 2] === '\r' && text[at - 1] === '\n' ? 2 : 1)))
    const opaque = quotes === DOUBLE && /[$`]/.test(body)
    return { token: { kind: opaque ? 'opaque' : 'string', text: body, at: start }, end: at + 2 }
  }
  return { at: start, message: 'a here-string is never closed' }
}
