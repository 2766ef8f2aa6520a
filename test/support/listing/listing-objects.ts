// SPDX-License-Identifier: MIT
import { PROFILES, type Rule } from '../../../src/formats/rule/rule.ts'

/** An object as a cmdlet of NetSecurity gives it: enumerations by number, lists as lists. */
export type Cim = Readonly<Record<string, unknown>>

const MASK: Readonly<Record<string, string>> = { '/16': '/255.255.0.0', '/24': '/255.255.255.0' }
const anyOr = (list: readonly string[]): string | readonly string[] =>
  list.length === 0 ? 'Any' : list.length === 1 ? (list[0] as string) : list
const address = (text: string): string =>
  text.replace(/^(\d+\.\d+\.\d+\.\d+)(\/\d+)$/, (_, a, b) => `${a}${MASK[b] ?? b}`)
const PROTOCOL: Readonly<Record<string, string>> = {
  tcp: 'TCP',
  udp: 'UDP',
  icmp4: 'ICMPv4',
  icmp6: 'ICMPv6',
  any: 'Any',
}
const INTERFACE: Readonly<Record<string, number>> = { Lan: 1, Wireless: 2, RemoteAccess: 4 }
/** What every object of the class has beside its own. */
const about = (rule: Rule, kind: string): Cim => ({
  Caption: null,
  InstanceID: rule.id,
  CreationClassName: `MSFT|FW|FirewallRule|${rule.id}`,
  SystemName: '',
  PSComputerName: null,
  CimClass: { CimSuperClassName: 'CIM_Setting', CimSystemProperties: kind },
})

export const ruleObject = (rule: Rule): Cim => ({
  Name: rule.id,
  DisplayName: rule.displayName,
  Description: rule.description === '' ? null : rule.description,
  DisplayGroup: null,
  Group: rule.group === '' ? null : rule.group,
  Enabled: rule.enabled ? 1 : 2,
  Profile: rule.profiles.reduce((bits, profile) => bits | (1 << PROFILES.indexOf(profile)), 0),
  Platform: [],
  Direction: rule.direction === 'in' ? 1 : 2,
  Action: rule.action === 'block' ? 4 : 2,
  EdgeTraversalPolicy: 0,
  LSM: false,
  PrimaryStatus: 1,
  Status: 'The rule was parsed successfully from the store. (65536)',
  EnforcementStatus: 0,
  PolicyStoreSourceType: 1,
  ElementName: rule.displayName,
  LooseSourceMapping: false,
  LocalOnlyMapping: false,
  Owner: null,
  PackageFamilyName: '',
  PolicyAppId: '',
  RemoteDynamicKeywordAddresses: [],
  RuleGroup: rule.group === '' ? null : rule.group,
  ...about(rule, 'rule'),
})

/** The seven filters of a rule. */
export const filterObjects = (rule: Rule): Readonly<Record<string, Cim>> => ({
  port: {
    Protocol: PROTOCOL[String(rule.protocol)] ?? String(rule.protocol),
    LocalPort: /icmp/.test(String(rule.protocol))
      ? 'RPC'
      : anyOr(rule.localPorts.map((port) => port.replace('RPC-EPMap', 'RPCEPMap'))),
    RemotePort: anyOr(rule.remotePorts),
    IcmpType: anyOr(rule.icmpTypes.map((type) => type.replace(':*', ''))),
    DynamicTarget: 0,
    ...about(rule, 'port'),
  },
  address: {
    LocalAddress: anyOr(rule.localAddresses.map(address)),
    RemoteAddress: anyOr(rule.remoteAddresses.map(address)),
    ...about(rule, 'address'),
  },
  application: { Program: rule.program ?? 'Any', Package: null, ...about(rule, 'application') },
  service: { Service: rule.service ?? 'Any', ...about(rule, 'service') },
  interface: { InterfaceAlias: 'Any', ...about(rule, 'interface') },
  interfaceType: {
    InterfaceType: rule.interfaceTypes.reduce((bits, type) => bits | (INTERFACE[type] ?? 0), 0),
    ...about(rule, 'interfaceType'),
  },
  security: {
    Authentication: 0,
    Encryption: 0,
    OverrideBlockRules: false,
    LocalUser: 'Any',
    RemoteUser: 'Any',
    RemoteMachine: 'Any',
    ...about(rule, 'security'),
  },
})

/** All objects side by side. */
export const flatObjects = (rules: readonly Rule[]): readonly Cim[] => [
  ...rules.map(ruleObject),
  ...rules.flatMap((rule) => Object.values(filterObjects(rule))),
]

const WORDS: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  Enabled: { 1: 'True', 2: 'False' },
  Direction: { 1: 'Inbound', 2: 'Outbound' },
  Action: { 2: 'Allow', 4: 'Block' },
  EdgeTraversalPolicy: { 0: 'Block' },
  Authentication: { 0: 'NotRequired' },
  Encryption: { 0: 'NotRequired' },
  DynamicTarget: { 0: 'Any' },
  InterfaceType: { 0: 'Any', 1: 'Wired', 2: 'Wireless', 4: 'RemoteAccess' },
}
const COLUMNS =
  'Name DisplayName Description Group Enabled Profile Direction Action EdgeTraversalPolicy Owner Protocol LocalPort RemotePort IcmpType DynamicTarget LocalAddress RemoteAddress Program Package Service InterfaceAlias InterfaceType LocalUser RemoteUser RemoteMachine Authentication Encryption OverrideBlockRules'.split(
    ' ',
  )

/** One object a rule, in words, as a script that joins the filters writes it. */
export const joinedObject = (rule: Rule): Readonly<Record<string, string>> => {
  const all: Cim = Object.assign({}, ...Object.values(filterObjects(rule)), ruleObject(rule))
  const word = (name: string): string => {
    const value = all[name]
    if (name === 'Profile')
      return rule.profiles.length === 0
        ? 'Any'
        : rule.profiles.map((profile) => profile.charAt(0).toUpperCase() + profile.slice(1)).join(', ')
    if (typeof value === 'boolean') return value ? 'True' : 'False'
    return WORDS[name]?.[value as number] ?? (Array.isArray(value) ? value.join(',') : String(value ?? ''))
  }
  return Object.fromEntries(COLUMNS.map((name) => [name, word(name)]))
}

/** As Export-Csv writes objects: every cell in quotes. */
export const csvOf = (objects: readonly Readonly<Record<string, unknown>>[], separator = ','): string => {
  const names = Object.keys(objects[0] ?? {})
  const line = (cells: readonly unknown[]): string =>
    cells.map((cell) => `"${String(cell ?? '').replaceAll('"', '""')}"`).join(separator)
  return `${[line(names), ...objects.map((one) => line(names.map((name) => one[name])))].join('\r\n')}\r\n`
}
