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
const MARKS = '(){}[],;=+'
/** Inside a word a number sign begins no comment. */
const WORD = /[A-Za-z_.\\/:*%!?&|<>~^-][\w.\\/:*%!?&|<>~^#-]*/y
const NUMBER = /(?:0[xX][0-9a-fA-F]+|\d+)(?![\w.])/y
const VARIABLE = /\$(?:[\w:]+|\{[^}]{0,200}\}|[$^?])/y
const OTHER_WORD = /[^\s'"‘’‚‛“”„(){}[\],;=+$@#`][^\s'"‘’‚‛“”„(){}[\],;=+$@`]*/y
const BLANK = 32
const isLineEnd = (char: string | undefined): boolean => char === '\n' || char === '\r'

interface Read {
  readonly token: ScriptToken
  readonly end: number
}

/**
 * Splits the text of a script into tokens, by every quote character that PowerShell knows, each made when it is asked
 * for; the last one is `end`, again and again. Throws a `ScriptFault`.
 * A reader of literals: what is not literal becomes `opaque` or a word, and nothing is run. One pass over the text.
 */
export const scriptTokens = (text: string): (() => ScriptToken) => {
  let at = text.startsWith('\uFEFF') ? 1 : 0
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at
    return pattern.exec(text)?.[0] ?? null
  }
  const token = (kind: ScriptToken['kind'], value: string, length: number): ScriptToken => {
    const start = at
    at += length
    return { kind, text: value, at: start }
  }
  const quoted = (read: Read): ScriptToken => {
    at = read.end
    return read.token
  }
  return () => {
    while (at < text.length) {
      while (text.charCodeAt(at) === BLANK) at += 1
      const char = text[at]
      if (char === undefined) break
      const next = text[at + 1] ?? ''
      if (isLineEnd(char)) return token('line', '', char === '\r' && next === '\n' ? 2 : 1)
      else if (MARKS.includes(char)) return token('mark', char, 1)
      else if (SINGLE.includes(char)) return quoted(readSingle(text, at))
      else if (DOUBLE.includes(char)) return quoted(readDouble(text, at))
      else if (/\s/.test(char)) at += 1
      else if (char === '`' && isLineEnd(next)) at += next === '\r' && text[at + 2] === '\n' ? 3 : 2
      else if (char === '<' && next === '#') {
        const end = text.indexOf('#>', at + 2)
        if (end < 0) throw { at, message: 'a comment is never closed' } satisfies ScriptFault
        at = end + 2
      } else if (char === '#') while (at < text.length && !isLineEnd(text[at])) at += 1
      else if (char === '@' && next !== '' && (SINGLE + DOUBLE).includes(next))
        return quoted(readHereString(text, at, SINGLE.includes(next) ? SINGLE : DOUBLE))
      else if (char === '@' && (next === '(' || next === '{')) return token('mark', `@${next}`, 2)
      else if (char === '$' && next === '(') return token('opaque', '$', 1)
      else {
        const number = char >= '0' && char <= '9' ? match(NUMBER) : null
        if (number !== null) return token('number', number, number.length)
        const variable = char === '$' ? match(VARIABLE) : null
        if (variable !== null) return token('variable', variable.slice(1), variable.length)
        const word = match(WORD) ?? match(OTHER_WORD)
        return word === null ? token('opaque', char, 1) : token('word', word, word.length)
      }
    }
    return { kind: 'end', text: '', at }
  }
}

/** Two quote characters in a row, of whichever kind, are the second of them. */
const readSingle = (text: string, start: number): Read => {
  let value = ''
  let from = start + 1
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code !== 39 && (code < 0x2018 || code > 0x201b)) continue
    value += text.slice(from, at)
    if (!SINGLE.includes(text[at + 1] ?? ' ')) return { token: { kind: 'string', text: value, at: start }, end: at + 1 }
    at += 1
    from = at
  }
  throw { at: start, message: 'a string is never closed' } satisfies ScriptFault
}

const readDouble = (text: string, start: number): Read => {
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
      if (char === '$' && next === '(')
        throw { at, message: 'a string with a subexpression is not read' } satisfies ScriptFault
      if (char === '$' && /[\w{:$^?]/.test(next)) opaque = true
      parts.push(char)
    }
  }
  throw { at: start, message: 'a string is never closed' } satisfies ScriptFault
}

const readHereString = (text: string, start: number, quotes: string): Read => {
  const header = /[ \t]*(?:\r\n|\r|\n)/y
  header.lastIndex = start + 2
  const from = header.exec(text)
  if (from === null)
    throw { at: start, message: 'a here-string starts on the line after its quote' } satisfies ScriptFault
  const first = start + 2 + from[0].length
  for (let at = first; at < text.length; at += 1) {
    if (!quotes.includes(text[at] as string) || text[at + 1] !== '@' || !isLineEnd(text[at - 1])) continue
    const body = text.slice(first, Math.max(first, at - (text[at - 2] === '\r' && text[at - 1] === '\n' ? 2 : 1)))
    const opaque = quotes === DOUBLE && /[$`]/.test(body)
    return { token: { kind: opaque ? 'opaque' : 'string', text: body, at: start }, end: at + 2 }
  }
  throw { at: start, message: 'a here-string is never closed' } satisfies ScriptFault
}
