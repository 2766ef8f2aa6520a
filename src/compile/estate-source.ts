// SPDX-License-Identifier: MIT
import { flowRecord } from '../flows/flow-record.ts'
import { partyRecord } from '../flows/party-record.ts'
import type { RuleSource } from '../rules/rule-source.ts'
import type { EstateResult } from './compile-estate.ts'
import { policySets } from './policy-sets.ts'

/** An estate as the sets of rules that it compiles to. */
export const estateSource = (path: string, compiled: EstateResult): RuleSource => {
  const parties = compiled.parties.map(partyRecord)
  return {
    path,
    format: 'estate',
    estate: compiled.estate,
    sets: policySets('estate', compiled.estate, compiled.policies, parties),
    flows: compiled.flows.map(flowRecord),
    parties,
  }
}
