// SPDX-License-Identifier: MIT
import { readXml } from '../xml/read-xml.ts'
import { childrenOf, type XmlElement } from '../xml/xml-element.ts'
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

export type DigestResult = { readonly digest: ConfigurationItem | ConfigurationBaseline } | { readonly reason: string }

interface DigestFault extends Error {
  readonly name: 'DigestFault'
}

const fault = (reason: string): DigestFault => Object.assign(new Error(reason), { name: 'DigestFault' as const })

const only = (parent: XmlElement, namespace: string, name: string): XmlElement => {
  const [found, ...more] = childrenOf(parent, namespace, name)
  if (found === undefined) throw fault(`${parent.name} has no ${name}`)
  if (more.length > 0) throw fault(`${parent.name} has more than one ${name}`)
  return found
}

const attribute = (element: XmlElement, name: string): string => {
  const value = element.attributes.get(name)
  if (value === undefined) throw fault(`${element.name} does not say its ${name}`)
  return value
}

const flag = (element: XmlElement, name: string): boolean => {
  const value = attribute(element, name)
  if (value !== 'true' && value !== 'false') throw fault(`${name} of ${element.name} is neither true nor false`)
  return value === 'true'
}

const version = (element: XmlElement): number => {
  const value = attribute(element, 'Version')
  if (!/^\d{1,10}$/.test(value)) throw fault(`Version of ${element.name} is no number`)
  return Number(value)
}

const itemText = (annotation: XmlElement, name: string): ItemText => {
  const element = only(annotation, RULES, name)
  return { text: attribute(element, 'Text'), resource: element.attributes.get('ResourceId') ?? null }
}

const annotated = (element: XmlElement): { readonly title: ItemText; readonly description: ItemText } => {
  const annotation = only(element, RULES, 'Annotation')
  return { title: itemText(annotation, 'DisplayName'), description: itemText(annotation, 'Description') }
}

const script = (element: XmlElement): ItemScript => ({
  language: attribute(element, 'ScriptType'),
  text: element.text,
})

const readSource = (setting: XmlElement): ItemSetting['source'] => {
  const [scripts] = childrenOf(setting, CONFIGURATION, 'ScriptDiscoverySource')
  if (scripts !== undefined)
    return {
      kind: 'script',
      is64Bit: flag(scripts, 'Is64Bit'),
      discovery: script(only(scripts, CONFIGURATION, 'DiscoveryScriptBody')),
      remediation:
        childrenOf(scripts, CONFIGURATION, 'RemediationScriptBody').length === 0
          ? null
          : script(only(scripts, CONFIGURATION, 'RemediationScriptBody')),
    }
  const registry = childrenOf(setting, CONFIGURATION, 'RegistryDiscoverySource')[0]
  if (registry === undefined) throw fault(`the setting ${attribute(setting, 'LogicalName')} is of an unknown kind`)
  return {
    kind: 'registry',
    is64Bit: flag(registry, 'Is64Bit'),
    hive: attribute(registry, 'Hive'),
    depth: attribute(registry, 'Depth'),
    createMissingPath: flag(registry, 'CreateMissingPath'),
    key: only(registry, CONFIGURATION, 'Key').text,
    valueName: only(registry, CONFIGURATION, 'ValueName').text,
  }
}

const readSetting = (element: XmlElement): ItemSetting => {
  if (element.namespace !== CONFIGURATION || element.name !== 'SimpleSetting')
    throw fault(`settings of the kind ${element.name} are unknown`)
  return {
    name: attribute(element, 'LogicalName'),
    dataType: attribute(element, 'DataType'),
    ...annotated(element),
    source: readSource(element),
  }
}

const readRule = (element: XmlElement): ComplianceRule => {
  const expression = only(element, RULES, 'Expression')
  const [first, ...rest] = only(expression, RULES, 'Operands').children
  if (first?.name !== 'SettingReference') throw fault(`the rule ${attribute(element, 'id')} judges no setting`)
  return {
    id: attribute(element, 'id'),
    severity: attribute(element, 'Severity'),
    nonCompliantWhenNotFound: flag(element, 'NonCompliantWhenSettingIsNotFound'),
    ...annotated(element),
    operator: only(expression, RULES, 'Operator').text,
    setting: {
      scope: attribute(first, 'AuthoringScopeId'),
      name: attribute(first, 'LogicalName'),
      version: version(first),
      dataType: attribute(first, 'DataType'),
      setting: attribute(first, 'SettingLogicalName'),
      sourceType: attribute(first, 'SettingSourceType'),
      method: attribute(first, 'Method'),
      changeable: flag(first, 'Changeable'),
    },
    values: rest.map((value) => {
      if (value.name !== 'ConstantValue') throw fault(`a rule has an operand ${value.name}`)
      return { value: attribute(value, 'Value'), dataType: attribute(value, 'DataType') }
    }),
  }
}

const identity = (element: XmlElement) => ({
  scope: attribute(element, 'AuthoringScopeId'),
  name: attribute(element, 'LogicalName'),
})

const readItem = (element: XmlElement, kind: ConfigurationItem['element']): ConfigurationItem => {
  const root = only(only(element, CONFIGURATION, 'Settings'), CONFIGURATION, 'RootComplexSetting')
  const systems = only(only(element, RULES, 'PlatformApplicabilityCondition'), RULES, 'OperatingSystemExpression')
  const [applies] = childrenOf(element, CONFIGURATION, 'ScriptDiscoveryInfo')
  return {
    kind: 'item',
    element: kind,
    ...identity(element),
    version: version(element),
    is64Bit: flag(element, 'Is64Bit'),
    ...annotated(element),
    settings: root.children.map(readSetting),
    rules: childrenOf(only(element, CONFIGURATION, 'Rules'), RULES, 'Rule').map(readRule),
    platforms: {
      operator: only(systems, RULES, 'Operator').text,
      names: only(systems, RULES, 'Operands').children.map((one) => attribute(one, 'RuleId')),
    },
    applies:
      applies === undefined
        ? null
        : { language: attribute(applies, 'ScriptType'), text: only(applies, CONFIGURATION, 'Script').text },
  }
}

const readBaseline = (element: XmlElement): ConfigurationBaseline => ({
  kind: 'baseline',
  ...identity(element),
  version: version(element),
  ...annotated(element),
  references: BASELINE_LISTS.flatMap((list) =>
    only(element, CONFIGURATION, list).children.map((one) => ({ list, ...identity(one) })),
  ),
})

/** Reads the digest of a configuration item or a baseline, strictly: what is not understood is a reason, never left out. */
export const readDigest = (bytes: Uint8Array): DigestResult => {
  const xml = readXml(bytes)
  if ('reason' in xml) return xml
  const { root } = xml
  if (root.namespace !== CONFIGURATION || root.name !== 'DesiredConfigurationDigest')
    return { reason: 'no digest of a configuration item' }
  try {
    const [element, ...more] = root.children
    if (element === undefined || more.length > 0) throw fault('a digest holds one item')
    if (element.name === 'Application' || element.name === 'OperatingSystem')
      return { digest: readItem(element, element.name) }
    if (element.name === 'Baseline') return { digest: readBaseline(element) }
    throw fault(`items of the kind ${element.name} are unknown`)
  } catch (error) {
    if (error instanceof Error && error.name === 'DigestFault') return { reason: error.message }
    throw error
  }
}
