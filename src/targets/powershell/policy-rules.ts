// SPDX-License-Identifier: MIT
import { addAll } from '../../collections/add-all.ts'
import type { NamedParameters, NamedRule, ParameterIssue } from '../../formats/named-parameters/named-parameters.ts'
import { toNamedParameters } from '../../formats/named-parameters/to-named-parameters.ts'
import type { Loss } from '../../formats/rule/loss.ts'
import type { Policy } from '../../rules/policy.ts'

/** The rules of a policy as the tables of a script have them, and what NetSecurity cannot say. */
export interface PolicyRules {
  readonly rules: readonly object[]
  readonly losses: readonly Loss[]
}

/** The group stands once in the script. Lists that do not fit a line get a line for each entry. */
const ruleTable = ({ Group, ...parameters }: NamedParameters): object => ({
  parameters: Object.entries(parameters).map(([name, value]) => {
    const list = Array.isArray(value) && value.length > 4
    return { name, value: list ? null : value, entries: list ? value : null }
  }),
})

/** `more` says what else keeps a rule out of the script. */
export const policyRules = (
  policy: Policy,
  more: (rule: NamedRule) => ParameterIssue | null = () => null,
): PolicyRules => {
  const losses: Loss[] = []
  const ids = new Set<string>()
  const rules = policy.rules.flatMap((rule) => {
    const named = toNamedParameters(rule)
    const twice = ids.has(rule.id.toLowerCase()) ? [{ field: 'id', reason: 'two rules have this name' }] : []
    const other = rule.group === policy.group ? [] : [{ field: 'group', reason: 'a policy has one group' }]
    const found = more(named)
    ids.add(rule.id.toLowerCase())
    const issues = [...named.issues, ...twice, ...other, ...(found === null ? [] : [found])]
    addAll(
      losses,
      issues.map((issue): Loss => ({ rule: rule.id, ...issue })),
    )
    return issues.length === 0 ? [ruleTable(named.parameters)] : []
  })
  return { rules, losses }
}

/** Parameters of Set-NetFirewallProfile as the tables of a script have them. */
export const profileTables = (profiles: readonly Readonly<Record<string, string | number>>[]): readonly object[] =>
  profiles.map((parameters) => ({ parameters: Object.entries(parameters).map(([name, value]) => ({ name, value })) }))
