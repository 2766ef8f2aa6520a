// SPDX-License-Identifier: MIT
import { csvLine } from '../../formats/csv/csv.ts'
import type { Rule } from '../../formats/rule/rule.ts'
import type { Policy } from '../../rules/policy.ts'
import { RULE_COLUMNS } from './columns.ts'

const cell = (policy: string, rule: Rule, column: (typeof RULE_COLUMNS)[number]): string => {
  if (column === 'policy') return policy
  const value = rule[column]
  return Array.isArray(value) ? value.join(' ') : value === null ? '' : String(value)
}

export const rulesCsv = (policies: readonly Policy[]): Uint8Array =>
  Buffer.concat([
    Buffer.from(`\uFEFF${csvLine(RULE_COLUMNS)}`),
    ...policies.map((policy) =>
      Buffer.from(
        policy.rules.map((rule) => csvLine(RULE_COLUMNS.map((column) => cell(policy.id, rule, column)))).join(''),
      ),
    ),
  ])
