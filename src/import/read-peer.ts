// SPDX-License-Identifier: MIT
import type { Severity } from '../diagnostics/severity.ts'
import type { JsonNode } from '../formats/json/json-node.ts'
import type { PeerConfig, PeerRule, PeerService, PeerSystem, Placed } from './peer-config.ts'

export type Report = (severity: Severity, offset: number, subject: string, message: string) => void

type ObjectNode = Extract<JsonNode, { readonly kind: 'object' }>

const KIND: Readonly<Record<JsonNode['kind'], string>> = {
  object: 'an object',
  array: 'a list',
  text: 'a text',
  number: 'a number',
  truth: 'true or false',
  null: 'null',
}

/** Reads the peer's shape; keys are matched without case, as PowerShell matches them. Null where nothing can be read on. */
export const readPeer = (node: JsonNode, report: Report): PeerConfig | null => {
  const objectOf = (value: JsonNode, where: string): ReadonlyMap<string, JsonNode> | null => {
    if (value.kind !== 'object') {
      report('error', value.offset, where, `${where} must be an object and is ${KIND[value.kind]}`)
      return null
    }
    return membersOf(value, where)
  }
  const membersOf = (value: ObjectNode, where: string): ReadonlyMap<string, JsonNode> => {
    const members = new Map<string, JsonNode>()
    for (const { key, offset, value: member } of value.members) {
      const name = key.toLowerCase()
      if (members.has(name)) report('error', offset, key, `${where} has the key “${key}” twice`)
      else members.set(name, member)
    }
    return members
  }
  const listOf = (parent: JsonNode, members: ReadonlyMap<string, JsonNode>, key: string): readonly JsonNode[] => {
    const value = members.get(key.toLowerCase())
    if (value === undefined) report('error', parent.offset, key, `The key “${key}” is missing`)
    else if (value.kind !== 'array')
      report('error', value.offset, key, `${key} must be a list and is ${KIND[value.kind]}`)
    else return value.items
    return []
  }
  const entry = <T>(value: JsonNode, where: string, make: (get: Getter) => T): readonly T[] => {
    const members = objectOf(value, where)
    return members === null ? [] : [make(getter(value, members, where))]
  }
  const getter = (parent: JsonNode, members: ReadonlyMap<string, JsonNode>, where: string): Getter => ({
    text: (key, required) => {
      const value = members.get(key.toLowerCase())
      if (value === undefined || value.kind === 'null') {
        if (required) report('error', value?.offset ?? parent.offset, key, `${where} has no ${key}`)
        return { value: '', offset: value?.offset ?? parent.offset }
      }
      if (value.kind !== 'text') {
        const given = value.kind === 'truth' && key === 'IgnoreSiteCode' ? String(value.value) : null
        if (given === null) report('error', value.offset, key, `${key} must be a text and is ${KIND[value.kind]}`)
        return { value: given ?? '', offset: value.offset }
      }
      const text = value.value.trim()
      if (required && text === '') report('error', value.offset, key, `${key} is blank`)
      return { value: text, offset: value.offset }
    },
    texts: (key) => {
      const value = members.get(key.toLowerCase())
      if (value?.kind === 'text')
        return value.value.trim() === '' ? [] : [{ value: value.value.trim(), offset: value.offset }]
      return listOf(parent, members, key).flatMap((item): readonly Placed[] => {
        if (item.kind === 'text' && item.value.trim() !== '') return [{ value: item.value.trim(), offset: item.offset }]
        report(
          'error',
          item.offset,
          key,
          `An entry of ${key} must be a text and is ${item.kind === 'text' ? 'blank' : KIND[item.kind]}`,
        )
        return []
      })
    },
  })

  const outer = objectOf(node, 'The file')
  if (outer === null) return null
  const inner = outer.get('firewallruledefinition')
  if (inner === undefined) {
    report(
      'error',
      node.offset,
      'FirewallRuleDefinition',
      'The key “FirewallRuleDefinition” is missing: this is no configuration of New-ConfigMgrFirewallRuleDefinition.ps1',
    )
    return null
  }
  const root = objectOf(inner, 'FirewallRuleDefinition')
  if (root === null) return null
  return {
    systems: listOf(inner, root, 'SystemAndRoleList').flatMap((item) =>
      entry(item, 'A system', (get) => readSystem(item, get)),
    ),
    rules: listOf(inner, root, 'RuleDefinition').flatMap((item) => entry(item, 'A rule', (get) => readRule(item, get))),
    services: listOf(inner, root, 'ServiceDefinition').flatMap((item) =>
      entry(item, 'A service', (get) => readService(item, get)),
    ),
  }
}

interface Getter {
  readonly text: (key: string, required: boolean) => Placed
  readonly texts: (key: string) => readonly Placed[]
}

const readSystem = ({ offset }: JsonNode, { text, texts }: Getter): PeerSystem => ({
  offset,
  name: text('FullQualifiedDomainName', true),
  addresses: text('IPAddress', false),
  site: text('SiteCode', false),
  parent: text('ParentSiteCode', false),
  description: text('Description', false),
  roles: texts('RoleList'),
})

const readRule = ({ offset }: JsonNode, { text, texts }: Getter): PeerRule => ({
  offset,
  name: text('RuleName', true),
  source: text('Source', true),
  destination: text('Destination', true),
  direction: text('Direction', true),
  action: text('Action', true),
  profile: text('Profile', false),
  group: text('Group', false),
  description: text('Description', false),
  ignoreSiteCode: text('IgnoreSiteCode', false),
  services: texts('Services'),
})

const readService = ({ offset }: JsonNode, { text }: Getter): PeerService => ({
  offset,
  name: text('Name', true),
  protocol: text('Protocol', true),
  port: text('Port', true),
  program: text('Program', false),
  description: text('Description', false),
})
