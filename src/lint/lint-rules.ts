// SPDX-License-Identifier: MIT
import { againstEstate } from './against-estate.ts'
import { coveredRules } from './covered-rules.ts'
import type { Finding, LintSet } from './lint-set.ts'
import { rpcRules } from './rpc-rules.ts'
import { wideRules } from './wide-rules.ts'

/** Every fault of a set of rules, in the order of the rules. */
export const lintRules = (set: LintSet): readonly Finding[] => {
  const places = new Map<string, number>()
  for (const [at, { id }] of set.rules.entries()) if (!places.has(id)) places.set(id, at)
  const placeOf = ({ rules: [id] }: Finding): number => places.get(id as string) as number
  return [...coveredRules(set), ...wideRules(set), ...rpcRules(set), ...againstEstate(set)].sort(
    (a, b) => placeOf(a) - placeOf(b),
  )
}
