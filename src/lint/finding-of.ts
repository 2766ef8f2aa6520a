// SPDX-License-Identifier: MIT
import { diagnose } from '../diagnostics/diagnose.ts'
import type { DiagnosticCode } from '../diagnostics/diagnostic-code.ts'
import type { DiagnosticParameters } from '../diagnostics/diagnostic-table.ts'
import { quote } from '../diagnostics/quote.ts'
import { visible } from '../diagnostics/visible.ts'
import type { Rule } from '../formats/rule/rule.ts'
import type { Finding, LintSet } from './lint-set.ts'

/** Says what is wrong with one rule of a set, and which others it is about. */
export const findingOf = <C extends DiagnosticCode>(
  set: LintSet,
  code: C,
  parameters: DiagnosticParameters<C>,
  rule: Rule,
  by: readonly Rule[] = [],
): Finding => ({
  ...diagnose(code, parameters, set.place(rule)),
  rules: [rule.id],
  by: by.map(({ id }) => id),
})

/**
 * Names for people, in quotes; with the id where several rules of a set have one name. Of a rule at fault also which set it is
 * in, where a file holds several.
 */
export const ruleNames = ({ rules, of }: LintSet) => {
  const counts = new Map<string, number>()
  for (const { displayName } of rules) counts.set(displayName, (counts.get(displayName) ?? 0) + 1)
  const nameOf = ({ displayName, id }: Rule): string => {
    if (displayName === '' || displayName === id) return quote(id)
    return counts.get(displayName) === 1 ? quote(displayName) : `${quote(displayName)} (${visible(id)})`
  }
  return { nameOf, faultOf: (rule: Rule): string => `${nameOf(rule)}${of === null ? '' : ` of ${quote(of)}`}` }
}
