// SPDX-License-Identifier: MIT
import { addAll } from '../../collections/add-all.ts'
import { decodeRegistryData, isTextValue } from '../registry-pol/decode-registry-data.ts'
import type { Loss } from '../rule/loss.ts'
import type { RegistryValue } from '../rule/registry-value.ts'
import type { Rule } from '../rule/rule.ts'
import type { RuleSteps } from '../rule/rule-steps.ts'
import { lastOfNames } from '../rule-string/last-of-names.ts'
import { readRuleString } from '../rule-string/read-rule-string.ts'
import { strayRule } from '../rule-string/stray-rule.ts'
import type { StoreValue } from './store-value.ts'

export interface FirewallStore {
  readonly rules: readonly Rule[]
  readonly registry: readonly RegistryValue[]
  readonly losses: readonly Loss[]
}

const toRegistryValue = ({ key, name, type, data }: StoreValue): RegistryValue =>
  name === null ? { key, name: '', type: 'REG_NONE', data: '' } : { key, name, ...decodeRegistryData(type, data) }

/** Takes the values of one key as rules and all others as they are. The order of the rules is kept. */
export function* firewallStoreSteps(values: readonly StoreValue[], rulesKey: string): RuleSteps<FirewallStore> {
  const rules = new Map<string, Rule>()
  const registry: RegistryValue[] = []
  const losses: Loss[] = []
  const wanted = rulesKey.toLowerCase()
  const isRuleKey = ({ key }: StoreValue): boolean => key.toLowerCase() === wanted
  const last = lastOfNames(values, (value) =>
    isTextValue(value.type, value.data) && isRuleKey(value) ? value.name : null,
  )
  for (const [place, stored] of values.entries()) {
    const { name } = stored
    const isRule = isRuleKey(stored)
    if (isRule && name === null) continue
    const value = toRegistryValue(stored)
    if (!isRule || name === null || name === '' || value.type !== 'REG_SZ') {
      if (isRule) losses.push({ rule: name, field: 'type', reason: `a value of type ${stored.type} is no rule` })
      const stray = strayRule(stored.key, name, value.data)
      if (stray !== null) losses.push(stray)
      registry.push(value)
      continue
    }
    const read = readRuleString(name, value.data as string)
    addAll(losses, read.losses)
    const id = name.toLowerCase()
    if (rules.has(id))
      losses.push({ rule: name, field: 'id', reason: 'the rule stands there twice; the last one counts' })
    // The last value of a name is what Windows keeps, even where it is none that it understands.
    rules.delete(id)
    for (const rule of read.rules) {
      rules.set(id, rule)
      if (last.get(id) === place) yield rule
    }
  }
  return { rules: [...rules.values()], registry, losses }
}
