// SPDX-License-Identifier: MIT
import type { Loss } from '../rule/loss.ts'
import type { Rule } from '../rule/rule.ts'
import { filterRule } from './filter-rule.ts'
import { readWfpXml } from './read-wfp-xml.ts'

export type WfpRulesResult =
  | { readonly rules: readonly Rule[]; readonly losses: readonly Loss[] }
  | { readonly reason: string; readonly line: number; readonly column: number }

/** Each filter at ALE_AUTH_RECV_ACCEPT and ALE_AUTH_CONNECT as a rule, whoever made it. */
export const readWfpRules = (bytes: Uint8Array): WfpRulesResult => {
  const result = readWfpXml(bytes)
  if ('reason' in result) return result
  const read = result.document.filters.map(filterRule).filter((one) => one !== null)
  return { rules: read.map(({ rule }) => rule), losses: read.flatMap(({ losses }) => losses) }
}
