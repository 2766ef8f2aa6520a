// SPDX-License-Identifier: MIT
import { diagnose } from './diagnose.ts'
import type { Diagnostic } from './diagnostic.ts'

/** Errors of one estate that are shown; nobody reads more. */
export const MOST_ERRORS = 1000
/** Errors that are counted; with more the rest of the file is not looked at. */
export const MOST_COUNTED = 10_000

/**
 * What is shown of sorted diagnostics: the first thousand errors and everything that is no error, then how many more
 * errors there are; `unseen` were found beside those given, and `atLeast` says that not all was looked at.
 */
export const firstErrors = (sorted: readonly Diagnostic[], unseen = 0, atLeast = false): readonly Diagnostic[] => {
  const errors = sorted.filter(({ severity }) => severity === 'error')
  const count = Math.max(0, errors.length - MOST_ERRORS) + unseen
  const last = errors[Math.min(errors.length, MOST_ERRORS) - 1]
  if (count === 0 || last === undefined) return sorted
  let shown = 0
  const kept = sorted.filter(({ severity }) => severity !== 'error' || ++shown <= MOST_ERRORS)
  return [...kept, diagnose('too-many-diagnostics', { count, atLeast }, last)]
}
