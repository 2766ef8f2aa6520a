// SPDX-License-Identifier: MIT
import type { RuleSource } from '../rules/rule-source.ts'
import type { OutputIndex } from './output-index.ts'
import { policySets } from './policy-sets.ts'

/** The output of a compile as the sets of rules that its index holds. */
export const outputSource = (path: string, { estate, policies, flows, parties }: OutputIndex): RuleSource => ({
  path,
  format: 'compile',
  estate,
  sets: policySets('compile', estate, policies, parties),
  flows,
  parties,
})
