// SPDX-License-Identifier: MIT

export const SINGLE_QUOTES = "'‘’‚‛"
export const DOUBLE_QUOTES = '"“”„'

/** Texts in expressions in texts … */
const DEEPEST = 40

/** Thrown where a text of PowerShell goes on to its end: a quote or a bracket that nothing closes. */
export const UNCLOSED = Symbol('unclosed')

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '{': '}', '[': ']' }
const isLineEnd = (char: string | undefined): boolean => char === '\n' || char === '\r'

const pastSingle = (text: string, start: number): number => {
  for (let at = start + 1; at < text.length; at++) {
    if (!SINGLE_QUOTES.includes(text[at] as string)) continue
    if (!SINGLE_QUOTES.includes(text[at + 1] ?? ' ')) return at + 1
    at++
  }
  throw UNCLOSED
}

const pastDouble = (text: string, start: number, depth: number): number => {
  if (depth > DEEPEST) throw UNCLOSED
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at] as string
    if (char === '`') at++
    else if (char === '$' && text[at + 1] === '(') at = pastBrackets(text, at + 1, depth + 1) - 1
    else if (DOUBLE_QUOTES.includes(char)) {
      if (!DOUBLE_QUOTES.includes(text[at + 1] ?? ' ')) return at + 1
      at++
    }
  }
  throw UNCLOSED
}

const pastHereString = (text: string, start: number): number => {
  const quote = SINGLE_QUOTES.includes(text[start + 1] as string) ? "'" : '"'
  const end = new RegExp(`\\r?\\n${quote}@`, 'g')
  end.lastIndex = start + 2
  const found = end.exec(text)
  if (found === null) throw UNCLOSED
  return end.lastIndex
}

const isHereString = (text: string, at: number): boolean =>
  text[at] === '@' && /^@['"][ \t]*\r?\n/.test(text.slice(at, at + 80))

/** Whether a `#` here begins a comment: inside a word it does not. */
const isComment = (text: string, at: number): boolean =>
  text[at] === '#' && (at === 0 || /[\s;(){}|,=]/.test(text[at - 1] as string))

/** The place behind a quote, comment or escape that begins here; the same place where none does. */
export const pastOpaque = (text: string, at: number, depth = 0): number => {
  const char = text[at] as string
  if (char === '`') return at + (text[at + 1] === '\r' && text[at + 2] === '\n' ? 3 : 2)
  if (text.startsWith('<#', at)) {
    const end = text.indexOf('#>', at + 2)
    if (end < 0) throw UNCLOSED
    return end + 2
  }
  if (isComment(text, at)) {
    let end = at
    while (end < text.length && !isLineEnd(text[end])) end++
    return end
  }
  if (isHereString(text, at)) return pastHereString(text, at)
  const end = SINGLE_QUOTES.includes(char)
    ? pastSingle(text, at)
    : DOUBLE_QUOTES.includes(char)
      ? pastDouble(text, at, depth)
      : at
  // A quote that swallows the next call was meant to end before it.
  if (end > at && SWALLOWED.test(text.slice(at, end))) throw UNCLOSED
  return end
}

const SWALLOWED = /\n[ \t]*(?:New-NetFirewallRule|netsh)\b/i

/**
 * The place behind the bracket that closes the one that opens here. Not recursive in brackets: a text may nest as deep as
 * it likes. `unclosed` keeps the places of those that nothing closes, so that none of them is gone through again.
 */
export const pastBrackets = (text: string, start: number, depth = 0, unclosed?: Set<number>): number => {
  if (unclosed?.has(start)) throw UNCLOSED
  const open: number[] = []
  try {
    return pastOpened(text, start, depth, open)
  } catch (error) {
    for (const at of open) unclosed?.add(at)
    throw error
  }
}

const pastOpened = (text: string, start: number, depth: number, open: number[]): number => {
  for (let at = start; at < text.length; ) {
    const past = pastOpaque(text, at, depth)
    if (past > at) {
      at = past
      continue
    }
    const char = text[at] as string
    if (CLOSING[char] !== undefined) open.push(at)
    else if (char === ')' || char === '}' || char === ']') {
      if (CLOSING[text[open.pop() as number] as string] !== char) throw UNCLOSED
      if (open.length === 0) return at + 1
    }
    at++
  }
  throw UNCLOSED
}
