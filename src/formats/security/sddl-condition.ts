// SPDX-License-Identifier: MIT

/**
 * Tokens of a condition: brackets and lists, operators, literals, names of attributes (`WIN://SYSAPPID`, `@User.Title`).
 * A name may hold `%` and four hexadecimal digits for what has no other way to stand there.
 */
const TOKEN =
  /\s*(?:(&&|\|\||[!=<>]=|[<>!(){},])|("[^"]*"|#[0-9a-f]*(?![\w])|[+-]?(?:0x[0-9a-f]+|\d+)(?![\w:.])|SID\((?:[A-Z]{2}|S-1-[\w-]+)\))|(@?[A-Za-z_][\w.:/%-]*))/iy

const SETS = 'Contains Any_of Not_Contains Not_Any_of'.split(' ')
const MEMBERS = ['Member_of', 'Device_Member_of', 'Member_of_Any', 'Device_Member_of_Any'].flatMap((word) => [
  word,
  `Not_${word}`,
])
const OPERATORS = new Map(
  [
    ...SETS.map((word) => [word, 'binary'] as const),
    ...MEMBERS.map((word) => [word, 'member'] as const),
    ...['Exists', 'Not_Exists'].map((word) => [word, 'exists'] as const),
  ].map(([word, kind]) => [word.toLowerCase(), kind]),
)
const COMPARISONS = new Set(['==', '!=', '<', '<=', '>', '>='])
const DEEPEST = 50

interface Token {
  readonly kind: 'mark' | 'literal' | 'name'
  readonly text: string
}

const tokensOf = (text: string): readonly Token[] | null => {
  const tokens: Token[] = []
  const end = text.trimEnd().length
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < end) {
    const [, mark, literal, name] = TOKEN.exec(text) ?? []
    const kind = mark !== undefined ? 'mark' : literal !== undefined ? 'literal' : 'name'
    const token = mark ?? literal ?? name
    if (token === undefined) return null
    tokens.push({ kind, text: token })
  }
  return tokens
}

/**
 * Whether a text is a condition in brackets, as it stands behind the SID of a conditional entry.
 * https://learn.microsoft.com/windows/win32/secauthz/security-descriptor-definition-language-for-conditional-aces-
 */
export const isSddlCondition = (text: string): boolean => {
  const tokens = tokensOf(text)
  if (tokens === null) return false
  let at = 0
  const isMark = (...marks: readonly string[]): boolean =>
    tokens[at]?.kind === 'mark' && marks.includes(tokens[at]?.text as string)
  const mark = (text: string): boolean => {
    const found = isMark(text)
    if (found) at++
    return found
  }
  const kindOf = (): string | undefined =>
    tokens[at]?.kind === 'name' ? OPERATORS.get((tokens[at] as Token).text.toLowerCase()) : undefined
  const one = (kind: Token['kind']): boolean => {
    const found = tokens[at]?.kind === kind && kindOf() === undefined
    if (found) at++
    return found
  }
  /** A literal, or several in braces. */
  const value = (): boolean => {
    if (!mark('{')) return one('literal')
    do if (!one('literal')) return false
    while (mark(','))
    return mark('}')
  }
  const term = (depth: number): boolean => {
    if (mark('!')) return depth < DEEPEST && term(depth + 1)
    if (mark('(')) return depth < DEEPEST && either(depth + 1) && mark(')')
    const kind = kindOf()
    if (kind === 'member' || kind === 'exists') {
      at++
      return kind === 'member' ? value() : one('name')
    }
    if (!one('name')) return false
    if (kindOf() !== 'binary' && !(tokens[at]?.kind === 'mark' && COMPARISONS.has(tokens[at]?.text as string)))
      return true
    at++
    return one('name') || value()
  }
  const either = (depth: number): boolean => {
    do if (!term(depth)) return false
    while (mark('&&') || mark('||'))
    return true
  }
  return mark('(') && either(0) && mark(')') && at === tokens.length
}
