// SPDX-License-Identifier: MIT
import type { Diagnostic } from './diagnostic.ts'
import type { Severity } from './severity.ts'

const WORDS: readonly (readonly [Severity, one: string, many: string])[] = [
  ['error', 'error', 'errors'],
  ['warning', 'warning', 'warnings'],
  ['info', 'note', 'notes'],
]

/** `3 errors, 1 warning`; `no errors` where there is nothing to count. */
export const summarize = (diagnostics: readonly Diagnostic[]): string => {
  const parts = WORDS.flatMap(([severity, one, many]) => {
    const count = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`]
  })
  return parts.length === 0 ? 'no errors' : parts.join(', ')
}
