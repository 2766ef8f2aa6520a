// SPDX-License-Identifier: MIT
import type { Loss } from '../rule/loss.ts'
import type { Rule } from '../rule/rule.ts'
import type { ParameterName } from './parameter-table.ts'

/** `Enabled` is text, `True` or `False`; only three switches of address translation and IPsec are booleans. */
export type ParameterValue = string | boolean | readonly string[]

/** A rule as parameters of New-NetFirewallRule, in the order of the table. */
export type NamedParameters = Readonly<Partial<Record<ParameterName, ParameterValue>>>

/** What could not be said, or not be understood. */
export type ParameterIssue = Omit<Loss, 'rule'>

/** `parameters` says the rule exactly only if there is no issue. */
export interface NamedRule {
  readonly parameters: NamedParameters
  readonly issues: readonly ParameterIssue[]
}

/** A rule that was read; what the issues name was left out, or kept as it stood. */
export interface ReadNamedRule {
  readonly rule: Rule
  readonly issues: readonly ParameterIssue[]
}
