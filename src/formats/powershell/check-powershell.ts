// SPDX-License-Identifier: MIT

/** Where text is not what a script of this program may be. Line and column from 1. */
export interface PowerShellFault {
  readonly line: number
  readonly column: number
  readonly message: string
}

const SINGLE = "'‘’‚‛"
const DOUBLE = '"“”„'
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }
const isLineEnd = (char: string | undefined): boolean => char === '\n' || char === '\r'
const isQuote = (char: string | undefined): boolean =>
  char !== undefined && (SINGLE.includes(char) || DOUBLE.includes(char))
/** Before these a new token starts, so that `#` is a comment and `@'` a here-string without doubt. */
const startsToken = (before: string | undefined): boolean => before === undefined || /[\s;|&(){}[\],=]/.test(before)

/** Runs of what means nothing in code, in single and in double quotes: read at once. */
const PLAIN_CODE = /[^()[\]{}`<#@'‘’‚‛"“”„$\-\0]+/y
const PLAIN_SINGLE = /[^'‘’‚‛]+/y
const PLAIN_DOUBLE = /[^"“”„`$]+/y

interface Cursor {
  readonly text: string
  /** Reads on from `at`: the place after what was read. Faults are thrown as `{ at, message }`. */
  at: number
}

const skip = (cursor: Cursor, plain: RegExp): void => {
  plain.lastIndex = cursor.at
  if (plain.test(cursor.text)) cursor.at = plain.lastIndex
}

const fail = (at: number, message: string): never => {
  throw { at, message }
}

/**
 * Whether strings, here-strings, comments and brackets of a script are balanced, by every quote character
 * that PowerShell knows. Stricter than PowerShell: what depends on the parser's mode (`a#b`, `--%`) is a fault.
 * Empty if all is well; else the first fault.
 */
export const checkPowerShell = (text: string): readonly PowerShellFault[] => {
  try {
    const cursor = { text, at: text.startsWith('\uFEFF') ? 1 : 0 }
    readCode(cursor, null, 0)
    return []
  } catch (fault) {
    const { at, message } = fault as { readonly at?: number; readonly message: string }
    if (at === undefined) throw fault
    const before = text.slice(0, at).split(/\r\n?|\n/)
    return [{ line: before.length, column: (before.at(-1) ?? '').length + 1, message }]
  }
}

/** Reads code up to the bracket that closes it, or to the end. */
const readCode = (cursor: Cursor, closing: string | null, from: number): void => {
  const { text } = cursor
  for (skip(cursor, PLAIN_CODE); cursor.at < text.length; skip(cursor, PLAIN_CODE)) {
    const at = cursor.at
    const char = text[at] as string
    const next = text[at + 1]
    const before = text[at - 1]
    if (char === closing) {
      cursor.at += 1
      return
    }
    if (char === '\0') fail(at, 'U+0000 in a script')
    if (CLOSING[char] !== undefined) {
      cursor.at += 1
      readCode(cursor, CLOSING[char], at)
    } else if (')]}'.includes(char)) fail(at, `${char} closes nothing`)
    else if (char === '`') cursor.at += 2
    else if (char === '<' && next === '#') readBlockComment(cursor)
    else if (char === '#') {
      if (!startsToken(before)) fail(at, '# inside a word is a comment or not')
      while (cursor.at < text.length && !isLineEnd(text[cursor.at])) cursor.at += 1
    } else if (char === '@' && isQuote(next)) {
      if (!startsToken(before)) fail(at, 'a here-string inside a word')
      readHereString(cursor)
    } else if (SINGLE.includes(char)) readSingle(cursor)
    else if (DOUBLE.includes(char)) readDouble(cursor)
    else if (char === '$' && next === '{') readBracedName(cursor)
    else if (text.startsWith('--%', at)) fail(at, 'the stop-parsing token')
    else cursor.at += 1
  }
  if (closing !== null) fail(from, `${text[from]} is never closed`)
}

const readBlockComment = (cursor: Cursor): void => {
  const end = cursor.text.indexOf('#>', cursor.at + 2)
  if (end < 0) fail(cursor.at, 'a comment is never closed')
  cursor.at = end + 2
}

/** Two quote characters in a row, of whichever kind, are one in the text. */
const readSingle = (cursor: Cursor): void => {
  const from = cursor.at
  const { text } = cursor
  cursor.at += 1
  for (skip(cursor, PLAIN_SINGLE); cursor.at < text.length; skip(cursor, PLAIN_SINGLE)) {
    if (SINGLE.includes(text[cursor.at + 1] ?? ' ')) cursor.at += 2
    else {
      cursor.at += 1
      return
    }
  }
  fail(from, 'a string is never closed')
}

const readDouble = (cursor: Cursor): void => {
  const from = cursor.at
  const { text } = cursor
  cursor.at += 1
  for (skip(cursor, PLAIN_DOUBLE); cursor.at < text.length; skip(cursor, PLAIN_DOUBLE)) {
    const quote = DOUBLE.includes(text[cursor.at] as string)
    if (quote && DOUBLE.includes(text[cursor.at + 1] ?? ' ')) cursor.at += 2
    else if (quote) {
      cursor.at += 1
      return
    } else readExpandable(cursor)
  }
  fail(from, 'a string is never closed')
}

/** One character of an expandable string, or one subexpression. */
const readExpandable = (cursor: Cursor): void => {
  const { text, at } = cursor
  if (text[at] === '`') cursor.at += 2
  else if (text.startsWith('$(', at)) {
    cursor.at += 2
    readCode(cursor, ')', at + 1)
  } else if (text.startsWith('${', at)) readBracedName(cursor)
  else cursor.at += 1
}

const readBracedName = (cursor: Cursor): void => {
  const [name] = /^\$\{[^}`'‘’‚‛"“”„\r\n]+\}/.exec(cursor.text.slice(cursor.at, cursor.at + 300)) ?? []
  if (name === undefined) fail(cursor.at, 'a variable name in braces that is not plain')
  else cursor.at += name.length
}

const readHereString = (cursor: Cursor): void => {
  const from = cursor.at
  const { text } = cursor
  const quotes = SINGLE.includes(text[from + 1] as string) ? SINGLE : DOUBLE
  cursor.at += 2
  while (text[cursor.at] === ' ' || text[cursor.at] === '\t') cursor.at += 1
  if (!isLineEnd(text[cursor.at])) fail(from, 'a here-string starts on the line after its quote')
  while (cursor.at < text.length) {
    const footer =
      isLineEnd(text[cursor.at - 1]) && quotes.includes(text[cursor.at] ?? ' ') && text[cursor.at + 1] === '@'
    if (footer) {
      cursor.at += 2
      return
    }
    if (quotes === DOUBLE) readExpandable(cursor)
    else cursor.at += 1
  }
  fail(from, 'a here-string is never closed')
}
