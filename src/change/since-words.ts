// SPDX-License-Identifier: MIT
import { visible } from '../diagnostics/visible.ts'
import { estateHash } from '../rules/policy-hash.ts'
import type { RuleSource } from '../rules/rule-source.ts'

/** The sixteen digits that a person compares, of all policies of a source; null where it has none. */
export const shortSourceHash = ({ sets }: RuleSource): string | null => {
  const known = sets.flatMap(({ id, hash }) => (id === null || hash === null ? [] : [{ id, hash }]))
  return known.length === sets.length && sets.length > 0 ? estateHash(known).slice(0, 16) : null
}

/** What a page is compared with, in words that are the same on every computer: no path, but what stood behind it. */
export const sinceWords = (source: RuleSource, version: number | null = null): string => {
  const hash = shortSourceHash(source)
  const told = hash === null ? '' : `, estate hash ${hash}`
  if (version !== null) return `the same estate under build ${version}${told}`
  if (source.estate !== null)
    return `${source.format === 'compile' ? 'the output' : 'the estate'} ${source.estate}${told}`
  const name = source.path.split(/[\\/]/).findLast((part) => part !== '') ?? source.path
  return `${visible(name)} (${source.format})`
}
