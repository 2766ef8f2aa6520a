// SPDX-License-Identifier: MIT
import type { Loss } from '../rule/loss.ts'
import type { Rule } from '../rule/rule.ts'
import { checkRule, MAX_RULE_STRING } from '../rule-string/check-rule.ts'
import { formatRuleString } from '../rule-string/format-rule-string.ts'

/** The rules that a rule string can say; the others are losses, since half of one would be another rule. */
export const sayableRules = (
  rules: readonly Rule[],
): { readonly rules: readonly Rule[]; readonly losses: readonly Loss[] } => {
  const losses: Loss[] = []
  const sayable = rules.filter((rule) => {
    const issues = checkRule(rule)
    for (const { field, reason } of issues) losses.push({ rule: rule.id, field, reason })
    if (issues.length > 0) return false
    const { length } = formatRuleString(rule)
    if (length <= MAX_RULE_STRING) return true
    losses.push({
      rule: rule.id,
      field: 'rule',
      reason: `${length} characters, at most ${MAX_RULE_STRING} are allowed`,
    })
    return false
  })
  return { rules: sayable, losses }
}
