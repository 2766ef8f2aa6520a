// SPDX-License-Identifier: MIT
import { tagDescription } from '../mdm-rule/description-tag.ts'
import { ALL_PROFILES, type MdmRule } from '../mdm-rule/mdm-rule.ts'
import { instanceReference, type PolicyHead, policyBody, valueReference } from './policy-body.ts'
import { ODATA, RULE, RULE_INSTANCE, RULE_SETTINGS, RULES_TEMPLATE, type RuleSettingName } from './setting-ids.ts'

/** Rules that one policy takes: `maximumCount` of the setting. */
export const MOST_RULES = 150

/** Names are unique within a policy; they are compared without case. */
const uniqueNames = (rules: readonly MdmRule[]): readonly MdmRule[] => {
  const taken = new Set<string>()
  return rules.map((rule) => {
    let name = rule.name
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${rule.name} (${number})`
    taken.add(name.toLowerCase())
    return { ...rule, name }
  })
}

const valuesOf = (rule: MdmRule): Readonly<Record<RuleSettingName, string | number | readonly string[] | null>> => {
  const choice = (name: RuleSettingName, value: string | number): string => `${RULE}${name}_${value}`
  return {
    _name: rule.name,
    _enabled: choice('_enabled', rule.enabled ? 1 : 0),
    _direction: choice('_direction', rule.direction),
    _protocol: rule.protocol,
    _localportranges: rule.localPorts,
    _remoteportranges: rule.remotePorts,
    _icmptypesandcodes: rule.icmpTypes,
    _localaddressranges: rule.localAddresses,
    _remoteaddressranges: rule.remoteAddresses,
    _profiles: (rule.profiles.length === 0 ? [ALL_PROFILES] : rule.profiles).map((bit) => choice('_profiles', bit)),
    _interfacetypes: rule.interfaceTypes.map((type) => choice('_interfacetypes', type.toLowerCase())),
    _app_filepath: rule.filePath,
    _app_servicename: rule.serviceName,
    _action_type: choice('_action_type', rule.allow ? 1 : 0),
    _description: tagDescription(rule),
  }
}

/** The children of a rule. Those of the first one refer to their templates: so a policy was posted that was accepted. */
const childrenOf = (rule: MdmRule, first: boolean): readonly object[] => {
  const values = valuesOf(rule)
  return (Object.keys(RULE_SETTINGS) as RuleSettingName[]).flatMap((name) => {
    const value = values[name]
    if (value === null || (Array.isArray(value) && value.length === 0)) return []
    const { kind, instance, value: reference } = RULE_SETTINGS[name]
    const template = { settingInstanceTemplateReference: instanceReference(first ? instance : null) }
    const id = { settingDefinitionId: `${RULE}${name}` }
    const own = { settingValueTemplateReference: valueReference(first ? reference : null) }
    if (kind === 'choice')
      return {
        '@odata.type': `${ODATA}ChoiceSettingInstance`,
        ...id,
        ...template,
        choiceSettingValue: { '@odata.type': `${ODATA}ChoiceSettingValue`, value, ...own, children: [] },
      }
    if (kind === 'choices')
      return {
        '@odata.type': `${ODATA}ChoiceSettingCollectionInstance`,
        ...id,
        ...template,
        choiceSettingCollectionValue: (value as readonly string[]).map((entry) => ({
          '@odata.type': `${ODATA}ChoiceSettingValue`,
          value: entry,
          settingValueTemplateReference: null,
          children: [],
        })),
      }
    if (kind === 'texts')
      return {
        '@odata.type': `${ODATA}SimpleSettingCollectionInstance`,
        ...id,
        ...template,
        simpleSettingCollectionValue: (value as readonly string[]).map((entry) => ({
          '@odata.type': `${ODATA}StringSettingValue`,
          value: entry,
          settingValueTemplateReference: null,
        })),
      }
    return {
      '@odata.type': `${ODATA}SimpleSettingInstance`,
      ...id,
      ...template,
      simpleSettingValue: {
        '@odata.type': `${ODATA}${kind === 'number' ? 'Integer' : 'String'}SettingValue`,
        value,
        ...own,
      },
    }
  })
}

/** A policy of the settings catalog with these rules, at most 150. */
export const writeRulePolicy = (head: PolicyHead, rules: readonly MdmRule[]): Uint8Array =>
  policyBody(head, RULES_TEMPLATE, [
    {
      '@odata.type': `${ODATA}GroupSettingCollectionInstance`,
      settingDefinitionId: RULE,
      settingInstanceTemplateReference: instanceReference(RULE_INSTANCE),
      groupSettingCollectionValue: uniqueNames(rules).map((rule, index) => ({
        '@odata.type': `${ODATA}GroupSettingValue`,
        settingValueTemplateReference: null,
        children: childrenOf(rule, index === 0),
      })),
    },
  ])
