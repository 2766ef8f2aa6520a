// SPDX-License-Identifier: MIT

/** Whether the command behind an `if` runs; `perhaps` where only the machine knows. `added` asks how the command before ended. */
export type Verdict = 'yes' | 'no' | 'perhaps' | 'added'

export interface BatchIf {
  readonly verdict: Verdict
  /** The command behind the condition; empty where a block follows. */
  readonly rest: string
}

/** Each character in one way alone: with more, a text that fits nowhere would be tried in all of them. */
const WORD = '(?:"[^"]*"|[^\\s"])+'
const COMPARISON = new RegExp(`^(${WORD})\\s*(==|\\s(?:equ|neq|lss|leq|gtr|geq)\\s)\\s*(${WORD})\\s*`, 'i')

const negated = (verdict: Verdict, not: boolean): Verdict =>
  !not ? verdict : verdict === 'yes' ? 'no' : verdict === 'no' ? 'yes' : verdict

/** Reads `if` with its condition: two texts that are known, `defined` of a variable that is, or what only a run can tell. */
export const readIf = (text: string, isSet: (name: string) => boolean, fill: (text: string) => string): BatchIf => {
  let rest = text.replace(/^if\b\s*/i, '')
  const flag = (pattern: RegExp): boolean => {
    const found = pattern.exec(rest)?.[0]
    if (found !== undefined) rest = rest.slice(found.length)
    return found !== undefined
  }
  const fold = flag(/^\/i\s+/i)
  const not = flag(/^not\s+/i)
  const foldToo = flag(/^\/i\s+/i)
  const end = (verdict: Verdict, length: number): BatchIf => ({
    verdict: negated(verdict, not),
    rest: rest.slice(length).trim(),
  })
  const level = /^errorlevel\s+\d+\s*/i.exec(rest)?.[0]
  if (level !== undefined) return end('added', level.length)
  const test = /^(?:exist|cmdextversion)\s+(?:"[^"]*"|\S+)\s*/i.exec(rest)?.[0]
  if (test !== undefined) return end('perhaps', test.length)
  const [defined, name = ''] = /^defined\s+(\S+)\s*/i.exec(rest) ?? []
  if (defined !== undefined) return end(isSet(name) ? 'yes' : 'perhaps', defined.length)
  const [whole, left = '', sign = '', right = ''] = COMPARISON.exec(rest) ?? []
  if (whole === undefined) return { verdict: 'perhaps', rest: '' }
  if (/%errorlevel%/i.test(left + right)) return end('added', whole.length)
  const [a, b] = [left, right].map((side) => (fold || foldToo ? fill(side).toLowerCase() : fill(side))) as [
    string,
    string,
  ]
  if (/[%!]/.test(a + b)) return end('perhaps', whole.length)
  const word = sign.trim().toLowerCase()
  if (word === '==' || word === 'equ' || word === 'neq')
    return end((a === b) === (word !== 'neq') ? 'yes' : 'no', whole.length)
  return end('perhaps', whole.length)
}
