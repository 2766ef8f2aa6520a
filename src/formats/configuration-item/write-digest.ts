// SPDX-License-Identifier: MIT
import { create } from 'xmlbuilder2'
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js'
import { windowsXml } from '../xml/windows-xml.ts'
import {
  BASELINE_LISTS,
  CONFIGURATION,
  type ComplianceRule,
  type ConfigurationBaseline,
  type ConfigurationItem,
  type ItemScript,
  type ItemSetting,
  type ItemText,
  RULES,
} from './configuration-item.ts'

const textElement = (parent: XMLBuilder, name: string, { text, resource }: ItemText): void => {
  parent.ele(name, { Text: text, ...(resource !== null && { ResourceId: resource }) })
}

const annotate = (parent: XMLBuilder, title: ItemText, description: ItemText): void => {
  const annotation = parent.ele(RULES, 'Annotation')
  textElement(annotation, 'DisplayName', title)
  textElement(annotation, 'Description', description)
}

const scriptElement = (parent: XMLBuilder, name: string, { language, text }: ItemScript): void => {
  parent.ele(name, { ScriptType: language }).txt(text)
}

const addSetting = (parent: XMLBuilder, setting: ItemSetting): void => {
  const element = parent.ele('SimpleSetting', { LogicalName: setting.name, DataType: setting.dataType })
  annotate(element, setting.title, setting.description)
  const { source } = setting
  if (source.kind === 'script') {
    const scripts = element.ele('ScriptDiscoverySource', { Is64Bit: String(source.is64Bit) })
    scriptElement(scripts, 'DiscoveryScriptBody', source.discovery)
    if (source.remediation !== null) scriptElement(scripts, 'RemediationScriptBody', source.remediation)
    return
  }
  const registry = element.ele('RegistryDiscoverySource', {
    Hive: source.hive,
    Depth: source.depth,
    Is64Bit: String(source.is64Bit),
    CreateMissingPath: String(source.createMissingPath),
  })
  registry.ele('Key').txt(source.key)
  registry.ele('ValueName').txt(source.valueName)
}

const addRule = (parent: XMLBuilder, rule: ComplianceRule): void => {
  const element = parent.ele(RULES, 'Rule', {
    id: rule.id,
    Severity: rule.severity,
    NonCompliantWhenSettingIsNotFound: String(rule.nonCompliantWhenNotFound),
  })
  annotate(element, rule.title, rule.description)
  const expression = element.ele('Expression')
  expression.ele('Operator').txt(rule.operator)
  const operands = expression.ele('Operands')
  const { scope, name, version, dataType, setting, sourceType, method, changeable } = rule.setting
  operands.ele('SettingReference', {
    AuthoringScopeId: scope,
    LogicalName: name,
    Version: String(version),
    DataType: dataType,
    SettingLogicalName: setting,
    SettingSourceType: sourceType,
    Method: method,
    Changeable: String(changeable),
  })
  for (const { value, dataType: type } of rule.values) operands.ele('ConstantValue', { Value: value, DataType: type })
}

const addItem = (parent: XMLBuilder, item: ConfigurationItem): void => {
  const element = parent.ele(item.element, {
    AuthoringScopeId: item.scope,
    LogicalName: item.name,
    Version: String(item.version),
    Is64Bit: String(item.is64Bit),
  })
  annotate(element, item.title, item.description)
  element.ele('Parts').ele('SuppressionReferences')
  const settings = element.ele('Settings').ele('RootComplexSetting')
  for (const setting of item.settings) addSetting(settings, setting)
  const rules = element.ele('Rules')
  for (const rule of item.rules) addRule(rules, rule)
  const systems = element.ele(RULES, 'PlatformApplicabilityCondition').ele('OperatingSystemExpression')
  systems.ele('Operator').txt(item.platforms.operator)
  const operands = systems.ele('Operands')
  for (const name of item.platforms.names) operands.ele('RuleExpression', { RuleId: name })
  if (item.applies !== null)
    element.ele('ScriptDiscoveryInfo', { ScriptType: item.applies.language }).ele('Script').txt(item.applies.text)
}

const addBaseline = (parent: XMLBuilder, baseline: ConfigurationBaseline): void => {
  const element = parent.ele('Baseline', {
    AuthoringScopeId: baseline.scope,
    LogicalName: baseline.name,
    Version: String(baseline.version),
  })
  annotate(element, baseline.title, baseline.description)
  for (const list of BASELINE_LISTS) {
    const items = element.ele(list)
    for (const one of baseline.references.filter((reference) => reference.list === list))
      items.ele('ApplicationReference', { AuthoringScopeId: one.scope, LogicalName: one.name })
  }
}

/** The digest of an item or a baseline, as the console exports one. */
export const writeDigest = (digest: ConfigurationItem | ConfigurationBaseline): Uint8Array => {
  const document = create({ version: '1.0', encoding: 'utf-8' })
  const root = document.ele(CONFIGURATION, 'DesiredConfigurationDigest')
  root.com('Authored against the following schema version: 5')
  if (digest.kind === 'item') addItem(root, digest)
  else addBaseline(root, digest)
  return windowsXml(document)
}
