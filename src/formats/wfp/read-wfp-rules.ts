// SPDX-License-Identifier: MIT
import type { Loss } from '../rule/loss.ts'
import { joinRules, type RuleOrLosses } from '../rule/rule-or-losses.ts'
import { filterRule } from './filter-rule.ts'
import { findLayer } from './layers.ts'
import { readWfpXml } from './read-wfp-xml.ts'

export type WfpRulesResult = RuleOrLosses | { readonly reason: string; readonly line: number; readonly column: number }

/** Filters that are no rules are counted by their layer, so that none is missing unsaid. */
const otherLayers = (layers: readonly string[]): readonly Loss[] =>
  [...Map.groupBy(layers, (layer) => layer)].map(([layer, all]) => ({
    rule: null,
    field: layer === '' ? 'layerKey' : layer,
    reason: `${all.length} ${all.length === 1 ? 'filter' : 'filters'} at this layer ${all.length === 1 ? 'is no rule' : 'are no rules'} and not read`,
  }))

/** Each filter at ALE_AUTH_RECV_ACCEPT and ALE_AUTH_CONNECT as a rule, whoever made it. */
export const readWfpRules = (bytes: Uint8Array): WfpRulesResult => {
  const result = readWfpXml(bytes)
  if ('reason' in result) return result
  const { filters } = result.document
  const read = joinRules(filters.map(filterRule).filter((one) => one !== null))
  const damage = result.faults.map(
    ({ reason, line, column, text }): Loss => ({ rule: null, field: `line ${line}, column ${column}`, reason, text }),
  )
  const others = filters.filter(({ layer }) => findLayer(layer) === undefined).map(({ layer }) => layer)
  return { rules: read.rules, losses: [...damage, ...read.losses, ...otherLayers(others)] }
}
