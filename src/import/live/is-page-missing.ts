// SPDX-License-Identifier: MIT
import type { LivePage } from './read-live.ts'

/**
 * Whether a page of one class is missing, as far as the pages themselves tell. One has to begin at 0, and one at each
 * `$skip` that a page names. A page that names the next one began as many rows before it as it has; where the last
 * one began, or one whose next page has no `$skip`, is not said: it may be any that is not there otherwise.
 */
export const isPageMissing = (pages: readonly LivePage[]): boolean => {
  if (pages.length === 0) return false
  if (pages.every(({ isLast }) => !isLast)) return true
  const told = pages.filter(({ isLast, before }) => !isLast && before > 0)
  const begun = new Set(told.map(({ before, rows }) => before - rows))
  const missing = new Set([0, ...told.map(({ before }) => before)]).difference(begun)
  return missing.size > pages.length - told.length
}
