// SPDX-License-Identifier: MIT
import type { Loss } from './loss.ts'
import type { Rule } from './rule.ts'

/** What was read where a rule stands: the rule if all of it was understood, and nothing of it otherwise. */
export interface RuleOrLosses {
  readonly rules: readonly Rule[]
  readonly losses: readonly Loss[]
}

/** The text of a rule that stands in parts, and is put together where it is asked for. */
export interface ToldText {
  readonly parts: Iterable<string>
  readonly whole: () => string
}

const isSpoilt = (text: string | ToldText): boolean => {
  if (typeof text === 'string') return text.includes('\ufffd')
  for (const part of text.parts) if (part.includes('\ufffd')) return true
  return false
}

/** More say nothing new, and a hostile file could ask for very many. */
const MOST = 8

/**
 * The one principle of all readers: a rule with a field that was not understood is no rule, for without that field it
 * would be another, mostly wider one. It is listed with its text.
 */
export const ruleOrLosses = (
  rule: Rule,
  faults: readonly Omit<Loss, 'rule' | 'text'>[],
  text: string | ToldText,
): RuleOrLosses => {
  // Asked once: parts may be there to be gone through once only.
  const spoilt = isSpoilt(text)
  if (faults.length === 0 && !spoilt) return { rules: [rule], losses: [] }
  const told = typeof text === 'string' ? text : text.whole()
  const bytes = spoilt ? [{ field: 'rule', reason: 'holds bytes that are no characters' }] : []
  const all = [...faults, ...bytes].slice(0, MOST)
  const id = rule.id || rule.displayName || null
  return { rules: [], losses: all.map(({ field, reason }) => ({ rule: id, field, reason, text: told })) }
}

export const joinRules = (parts: readonly RuleOrLosses[]): RuleOrLosses => ({
  rules: parts.flatMap(({ rules }) => rules),
  losses: parts.flatMap(({ losses }) => losses),
})
