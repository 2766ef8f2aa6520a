// SPDX-License-Identifier: MIT
import { compareSources } from '../../../src/change/compare-sources.ts'
import type { Plan } from '../../../src/change/plan.ts'
import { estateSource } from '../../../src/compile/estate-source.ts'
import type { Rule } from '../../../src/formats/rule/rule.ts'
import { foreignSet } from '../../../src/rules/foreign-set.ts'
import type { RuleSet } from '../../../src/rules/rule-set.ts'
import type { RuleSource } from '../../../src/rules/rule-source.ts'
import { compiled } from '../../support/compile.ts'

/** An estate from YAML text as the rules that it compiles to. */
export const sourceOf = async (text: string, path = 'estate.yaml'): Promise<RuleSource> =>
  estateSource(path, await compiled(text))

/** The same source with the rules of each policy made anew. */
export const withRules = (
  source: RuleSource,
  change: (rules: readonly Rule[], set: RuleSet) => readonly Rule[],
): RuleSource => ({
  ...source,
  sets: source.sets.map((set) => ({ ...set, rules: change(set.rules, set) })),
})

/** A file that holds these rules and says nothing of whose they are. */
export const fileOf = (rules: readonly Rule[], more: Partial<RuleSet> = {}): RuleSource => {
  const set = foreignSet('wfw', { rules, ...more })
  return { path: 'server.wfw', format: set.format, estate: null, sets: [set], flows: [], parties: [] }
}

/** A plan where it has to be clear what is compared. */
export const planOf = (now: RuleSource, was: RuleSource, options = {}): Plan => {
  const plan = compareSources(now, was, options)
  if ('candidates' in plan) throw new Error(`could be ${plan.candidates.join(', ')}`)
  return plan
}
