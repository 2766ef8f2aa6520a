// SPDX-License-Identifier: MIT
import { fromMdmDraft } from '../mdm-rule/from-mdm-rule.ts'
import type { Loss } from '../rule/loss.ts'
import type { RegistryValue } from '../rule/registry-value.ts'
import type { Rule } from '../rule/rule.ts'
import { joinRules, type RuleOrLosses } from '../rule/rule-or-losses.ts'
import { instanceValues } from './instance-values.ts'
import { isObject, otherKeys } from './json-shape.ts'
import { readProfileSwitch } from './read-profile-switch.ts'
import { RULE } from './setting-ids.ts'

export interface CatalogPolicies {
  readonly rules: readonly Rule[]
  readonly registry: readonly RegistryValue[]
  readonly losses: readonly Loss[]
}

const NOTHING: CatalogPolicies = { rules: [], registry: [], losses: [] }
const LONGEST = 4_000

/** The name of a field as the CSP has it. */
const fieldOf = (id: string): string | null =>
  id.startsWith(`${RULE}_`)
    ? id
        .slice(RULE.length + 1)
        .replace(/^app_/, '')
        .replace(/^action_type$/, 'action')
    : null

/** A choice repeats the name of its setting. */
const plain = (id: string, value: string): string => (value.startsWith(`${id}_`) ? value.slice(id.length + 1) : value)

const CHOICES = new Set(['enabled', 'direction', 'action', 'profiles', 'interfacetypes', 'edgetraversal'])

const readRule = (group: unknown, place: number): RuleOrLosses => {
  const text = JSON.stringify(group)?.slice(0, LONGEST) ?? ''
  const fields = new Map<string, readonly string[]>()
  const faults: Omit<Loss, 'rule' | 'text'>[] = []
  const children = isObject(group) ? group.children : null
  if (!isObject(group) || !Array.isArray(children)) faults.push({ field: 'rule', reason: 'holds no list of settings' })
  if (isObject(group))
    for (const key of otherKeys(group, 'children')) faults.push({ field: key, reason: 'is not known' })
  for (const child of Array.isArray(children) ? children : []) {
    const read = instanceValues(child)
    if (typeof read === 'string') {
      faults.push({ field: 'setting', reason: read })
      continue
    }
    const field = fieldOf(read.id)
    if (field === null) faults.push({ field: read.id, reason: 'is no setting of a rule' })
    else if (fields.has(field)) faults.push({ field, reason: 'stands twice' })
    else if (read.children.length > 0) faults.push({ field, reason: 'holds further settings' })
    else {
      const own = read.values.map((value) => plain(read.id, value))
      if (CHOICES.has(field) && own.some((value, index) => value === read.values[index]))
        faults.push({ field, reason: 'is a choice of another setting' })
      fields.set(field, own)
    }
  }
  return fromMdmDraft({ id: fields.has('name') ? '' : `rule ${place + 1}`, fields, faults, text })
}

const readSetting = (setting: unknown): CatalogPolicies => {
  const instance = isObject(setting) ? setting.settingInstance : null
  const lost = (field: string, reason: string): CatalogPolicies => ({
    ...NOTHING,
    losses: [{ rule: null, field, reason, text: JSON.stringify(setting)?.slice(0, LONGEST) ?? '' }],
  })
  if (!isObject(instance)) return lost('settings', 'is no setting')
  if (instance.settingDefinitionId === RULE) {
    const { groupSettingCollectionValue: groups } = instance
    if (!Array.isArray(groups)) return lost('settings', 'holds no list of rules')
    const [other] = otherKeys(instance, 'settingDefinitionId', 'groupSettingCollectionValue')
    if (other !== undefined) return lost(other, 'is not known')
    return { ...NOTHING, ...joinRules(groups.map(readRule)) }
  }
  const read = readProfileSwitch(instance)
  return typeof read === 'string'
    ? lost(String(instance.settingDefinitionId ?? 'settings'), read)
    : { ...NOTHING, ...read }
}

/** The policies of what Graph gives: one, a page of them, or what is posted. */
export const policiesOf = (document: unknown): readonly unknown[] =>
  isObject(document) && Array.isArray(document.value) ? document.value : Array.isArray(document) ? document : [document]

/**
 * Rules and settings of profiles in policies of the settings catalog, as they are posted and as Graph gives them. What stands
 * before the document (the heading of a log) is passed over. A reason where it is no document.
 */
export const readCatalogPolicies = (text: string): CatalogPolicies | { readonly reason: string } => {
  const start = text.search(/[{[]/)
  let document: unknown
  try {
    document = JSON.parse(text.slice(Math.max(0, start)))
  } catch {
    return { reason: 'the JSON is damaged' }
  }
  const read = policiesOf(document).map((policy): CatalogPolicies => {
    const settings = isObject(policy) ? (policy.settings ?? ('settingInstance' in policy ? [policy] : null)) : null
    if (!Array.isArray(settings))
      return {
        ...NOTHING,
        losses: [{ rule: null, field: 'settings', reason: 'the policy comes without its settings' }],
      }
    const parts = settings.map(readSetting)
    return {
      rules: parts.flatMap(({ rules }) => rules),
      registry: parts.flatMap(({ registry }) => registry),
      losses: parts.flatMap(({ losses }) => losses),
    }
  })
  const rules = read.flatMap((one) => one.rules)
  const seen = new Map<string, number>()
  return {
    rules: rules.map((rule) => {
      const count = (seen.get(rule.id) ?? 0) + 1
      seen.set(rule.id, count)
      return count === 1 ? rule : { ...rule, id: `${rule.id} (${count})` }
    }),
    registry: read.flatMap(({ registry }) => registry),
    losses: read.flatMap(({ losses }) => losses),
  }
}
