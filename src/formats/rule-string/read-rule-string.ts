// SPDX-License-Identifier: MIT
import { type RuleOrLosses, ruleOrLosses } from '../rule/rule-or-losses.ts'
import { checkRule } from './check-rule.ts'
import { otherFieldReason } from './other-fields.ts'
import { parseRuleString } from './parse-rule-string.ts'
import type { RuleIssue } from './rule-issue.ts'

const NONE: ReadonlySet<string> = new Set()

/** A program without its folder, or a path without a disk, is still a program; an empty text is a field that was cut. */
const emptyFields = (text: string): readonly RuleIssue[] => {
  const [field] = /\|(?:App|Svc|Name)=(?=\|)/i.exec(text) ?? []
  return field === undefined ? [] : [{ field: field.slice(1, -1), reason: 'is empty' }]
}

/**
 * The rule that a value of `FirewallRules` holds. Windows ends each of its strings with a bar, names each rule, and
 * writes ports behind their protocol alone; a string without these was cut or altered, and what it lacks is unknown.
 */
export const readRuleString = (id: string, text: string): RuleOrLosses => {
  const { rule, issues } = parseRuleString(id, text)
  const faults: RuleIssue[] = [...issues]
  if (!text.endsWith('|')) faults.push({ field: 'rule', reason: 'the text ends in the middle of a field' })
  faults.push(...emptyFields(text))
  const named = faults.length === 0 ? NONE : new Set(faults.map(({ field }) => field))
  for (const [key, value] of Object.entries(rule.other ?? {})) {
    const reason = key === 'version' || named.has(key) ? null : otherFieldReason(key, [value].flat())
    if (reason !== null) faults.push({ field: key, reason })
  }
  // The id is a value name: Windows takes any.
  if (faults.length === 0) faults.push(...checkRule({ ...rule, id: 'id' }))
  return ruleOrLosses(rule, faults, text)
}
