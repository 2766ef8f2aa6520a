// SPDX-License-Identifier: MIT
import { addAll } from '../../collections/add-all.ts'
import type { Loss } from '../rule/loss.ts'
import type { RegistryValue } from '../rule/registry-value.ts'
import type { Rule } from '../rule/rule.ts'
import { atTheEnd, type RuleSteps } from '../rule/rule-steps.ts'
import { lastOfNames } from '../rule-string/last-of-names.ts'
import { readRuleString } from '../rule-string/read-rule-string.ts'
import { strayRule } from '../rule-string/stray-rule.ts'
import { type Hive, toRegistryValue } from './convert-registry-value.ts'
import { isTextValue } from './decode-registry-data.ts'
import { FIREWALL_KEY, FIREWALL_RULES_KEY, isUnder, RPC_KEY } from './firewall-keys.ts'
import type { PolRecord } from './pol-record.ts'

export interface FirewallValues {
  readonly rules: readonly Rule[]
  /** Every other value of the firewall and of RPC, markers that delete values (`**del.NAME`) among them. */
  readonly registry: readonly RegistryValue[]
  readonly losses: readonly Loss[]
}

/**
 * Finds rules and settings of the firewall, and RPC's port values, among the records of a registry.pol file. The private
 * profile may be called PrivateProfile (editor) or StandardProfile (administrative templates); both are kept as they are.
 */
export const readFirewallPolicy = (records: readonly PolRecord[], hive: Hive = 'HKLM'): FirewallValues =>
  atTheEnd(firewallPolicySteps(records, hive))

export function* firewallPolicySteps(records: readonly PolRecord[], hive: Hive = 'HKLM'): RuleSteps<FirewallValues> {
  const rules = new Map<string, Rule>()
  const registry: RegistryValue[] = []
  const losses: Loss[] = []
  const rulesKey = FIREWALL_RULES_KEY.toLowerCase()
  const isRuleKey = ({ key, name }: PolRecord): boolean =>
    key.toLowerCase() === rulesKey && name !== '' && !name.startsWith('**')
  const last = lastOfNames(records, (record) =>
    isTextValue(record.type, record.data) && isRuleKey(record) ? record.name : null,
  )
  for (const [place, record] of records.entries()) {
    const value = toRegistryValue(record, hive)
    const stray = strayRule(record.key, record.name, value.data)
    if (stray !== null) losses.push(stray)
    if (!isUnder(record.key, FIREWALL_KEY) && !isUnder(record.key, RPC_KEY)) continue
    const isRule = isRuleKey(record)
    if (!isRule || value.type !== 'REG_SZ') {
      if (isRule) losses.push({ rule: record.name, field: 'type', reason: `a rule of type ${record.type}, not REG_SZ` })
      registry.push(value)
      continue
    }
    const read = readRuleString(record.name, value.data as string)
    addAll(losses, read.losses)
    const id = record.name.toLowerCase()
    if (rules.has(id))
      losses.push({ rule: record.name, field: 'id', reason: 'the rule stands there twice; the last one counts' })
    // The last value of a name is what Windows keeps, even where it is none that it understands.
    rules.delete(id)
    for (const rule of read.rules) {
      rules.set(id, rule)
      if (last.get(id) === place) yield rule
    }
  }
  return { rules: [...rules.values()], registry, losses }
}
