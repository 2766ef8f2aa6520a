// SPDX-License-Identifier: MIT
import type { Source } from '../catalog/catalog-flow.ts'
import type { Flow } from '../flows/flow.ts'
import type { Rule } from '../formats/rule/rule.ts'
import { uniqueSources } from './preview-note.ts'

export interface RuleReasons {
  /** Why the rule is there, each sentence once. */
  readonly texts: readonly string[]
  readonly services: readonly string[]
  readonly sources: readonly Source[]
}

/** Where something without a printed row comes from. */
export const originWord = (flowIds: readonly string[]): string =>
  flowIds.some((id) => id.startsWith('baseline/')) ? 'baseline' : 'the estate'

export const flowsById = (flows: readonly Flow[]): ReadonlyMap<string, Flow> =>
  new Map(flows.map((flow) => [flow.id, flow]))

/** Why a rule is there, and where that is written. */
export const reasonsOf = (rule: Rule, flows: ReadonlyMap<string, Flow>): RuleReasons => {
  const own = rule.flows.flatMap((id) => flows.get(id) ?? [])
  return {
    texts: [...new Set(own.map((flow) => flow.text))],
    services: [...new Set(own.map((flow) => flow.service))],
    sources: uniqueSources(own.flatMap((flow) => flow.sources)),
  }
}
