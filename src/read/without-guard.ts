// SPDX-License-Identifier: MIT
import type { Rule } from '../formats/rule/rule.ts'
import { defaultBlock } from '../formats/wfp/default-block.ts'
import { filterRule } from '../formats/wfp/filter-rule.ts'
import { ruleMeaning } from '../packets/rule-meaning.ts'
import type { ReadArtifact } from '../targets/target.ts'

const textOf = (rule: Rule, key: string): string => String(rule.other?.[key] ?? '')

/** A filter's weight and flags decide what stands above it: a guard with others is none. */
const guardText = (rule: Rule): string =>
  JSON.stringify([ruleMeaning(rule), textOf(rule, 'weight'), textOf(rule, 'flags')])

/**
 * The default block that a compile with `wfp.defaultBlock` writes, and what it exempts, are no rules of a policy: they say
 * what becomes of packets that no rule is for. Filters that only look like it stay rules.
 */
export const withoutGuard = (read: ReadArtifact): ReadArtifact => {
  const known = new Map<string, ReadonlySet<string>>()
  const guardOf = (provider: string, subLayer: string): ReadonlySet<string> => {
    const key = `${provider} ${subLayer}`
    const texts =
      known.get(key) ??
      new Set(
        defaultBlock({ provider, subLayer })
          .flatMap((filter) => filterRule(filter)?.rules ?? [])
          .map(guardText),
      )
    known.set(key, texts)
    return texts
  }
  const isGuard = (rule: Rule): boolean =>
    /^(?:default|exempt)=/.test(textOf(rule, 'providerData')) &&
    guardOf(textOf(rule, 'providerKey'), textOf(rule, 'subLayerKey')).has(guardText(rule))
  return { ...read, rules: read.rules.filter((rule) => !isGuard(rule)) }
}
