// SPDX-License-Identifier: MIT
import { formatAddressSet, parseAddress } from '../../formats/address/address-set.ts'
import {
  NETSH_INTERFACES,
  NETSH_PORTS,
  NETSH_PROTOCOLS,
  NETSH_SECURITY,
} from '../../formats/netsh-listing/netsh-words.ts'
import { parsePorts } from '../../formats/port/port-set.ts'
import type { Loss } from '../../formats/rule/loss.ts'
import { type Action, PROFILES, type Protocol, type Rule } from '../../formats/rule/rule.ts'
import { isSddl } from '../../formats/security/sddl.ts'
import { ownName } from './own-name.ts'

const ADDRESSES = new Map([
  ['localsubnet', 'LocalSubnet'],
  ['localsubnet4', 'LocalSubnet4'],
  ['localsubnet6', 'LocalSubnet6'],
  ['dns', 'DNS'],
  ['dhcp', 'DHCP'],
  ['wins', 'WINS'],
  ['defaultgateway', 'DefaultGateway'],
])
const PORTS = new Map([...NETSH_PORTS, ['rpcepmap', 'RPC-EPMap'], ['iphttps', 'IPHTTPSIn']])
const PROTOCOLS = new Map<string, Protocol>([...NETSH_PROTOCOLS, ['any', 'any']])
/** Fields of Windows that the model has no key for, as a rule string spells them. */
const EDGE = new Map([
  ['no', {}],
  ['yes', { Edge: 'TRUE' }],
  ['deferapp', { Edge: 'TRUE', Defer: 'App' }],
  ['deferuser', { Defer: 'User' }],
])
const SECURITY = new Map<string, Readonly<Record<string, string>>>([...NETSH_SECURITY, ['notrequired', {}]])
const TAGS = new Set(
  'name dir action enable profile protocol localport remoteport localip remoteip program service interfacetype edge description security rmtcomputergrp rmtusrgrp'.split(
    ' ',
  ),
)

const DIRECTIONS = new Map([['in', 'in'] as const, ['out', 'out'] as const])
const ACTIONS = new Map<string, Action>([
  ['allow', 'allow'],
  ['block', 'block'],
  ['bypass', 'bypass'],
])
const ENABLED = new Map([
  ['yes', true],
  ['no', false],
])

// biome-ignore lint/suspicious/noControlCharactersInRegex: no value of netsh holds them
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/

/** Entry of a list of addresses as the model writes it; null where it is none. */
const readAddress = (text: string): string | null => {
  const word = ADDRESSES.get(text.toLowerCase())
  if (word !== undefined) return word
  const set = parseAddress(text, true)
  if (set === null || set.keywords.length > 0) return null
  return /\/\d+\./.test(text) ? (formatAddressSet(set)[0] as string) : text
}

const readPort = (text: string): string | null =>
  PORTS.get(text.toLowerCase()) ?? (parsePorts(text) === null ? null : text)

export interface ReadRule {
  readonly rule: Rule
  readonly losses: readonly Loss[]
}

/** A rule from the tags of `add rule`. Never throws: what is not understood is a loss. */
export const readRule = (tags: ReadonlyMap<string, string>): ReadRule => {
  const name = tags.get('name') ?? ''
  const losses: Loss[] = []
  const lose = (field: string, reason: string): void => {
    losses.push({ rule: name, field, reason })
  }
  const value = (tag: string): string => tags.get(tag)?.trim() ?? ''
  const word = (tag: string): string => value(tag).toLowerCase()
  const unknown = (tag: string): void => lose(tag, `not understood: ${JSON.stringify(tags.get(tag))}`)

  const list = (tag: string, read: (text: string) => string | null): readonly string[] => {
    if (!tags.has(tag)) return []
    const entries = value(tag)
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '')
    if (entries.some((entry) => entry.toLowerCase() === 'any')) return []
    const known = entries.map(read)
    if (known.includes(null) || (entries.length === 0 && value(tag) !== '')) unknown(tag)
    return known.filter((entry) => entry !== null)
  }
  const from = <T>(tag: string, map: ReadonlyMap<string, T>, fallback: T): T => {
    if (word(tag) === '') return fallback
    const found = map.get(word(tag))
    if (found === undefined) unknown(tag)
    return found ?? fallback
  }

  const [protocolWord = '', icmp] = word('protocol').split(':')
  const protocol = readProtocol(protocolWord)
  if (protocol === null) unknown('protocol')
  const icmpTypes = readIcmp(icmp)
  if (icmpTypes === null) unknown('protocol')
  if (name === '') lose('name', 'missing')
  if (!tags.has('dir')) lose('dir', 'missing')
  if (!tags.has('action')) lose('action', 'missing')
  for (const [tag, text] of tags) {
    if (!TAGS.has(tag)) unknown(tag)
    else if (text.trim() === '' && tag !== 'description') lose(tag, 'is empty')
    else if (tag === 'name' ? text.includes('\0') : CONTROL.test(text) && tag !== 'description') unknown(tag)
  }
  for (const tag of ['rmtcomputergrp', 'rmtusrgrp']) if (value(tag) !== '' && !isSddl(value(tag))) unknown(tag)
  const profiles = list('profile', (text) => PROFILES.find((profile) => profile === text.toLowerCase()) ?? null)
  const other = {
    ...from('edge', EDGE, {}),
    ...from('security', SECURITY, {}),
    ...(value('rmtcomputergrp') === '' ? {} : { RMauth: value('rmtcomputergrp') }),
    ...(value('rmtusrgrp') === '' ? {} : { RUAuth: value('rmtusrgrp') }),
  }
  const rule: Rule = {
    id: name,
    displayName: ownName(name) ?? name,
    description: tags.get('description') ?? '',
    group: '',
    direction: from('dir', DIRECTIONS, 'in'),
    // A rule whose action is unknown must not look like an allowance.
    action: from('action', ACTIONS, 'block'),
    enabled: from('enable', ENABLED, true),
    profiles: profiles.length === 0 ? PROFILES : PROFILES.filter((profile) => profiles.includes(profile)),
    protocol: protocol ?? 'any',
    localPorts: list('localport', readPort),
    remotePorts: list('remoteport', readPort),
    icmpTypes: icmpTypes ?? [],
    localAddresses: list('localip', readAddress),
    remoteAddresses: list('remoteip', readAddress),
    program: value('program') === '' ? null : value('program'),
    service: value('service') === '' ? null : word('service') === 'any' ? '*' : value('service'),
    interfaceTypes: list('interfacetype', (text) => NETSH_INTERFACES.get(text.toLowerCase()) ?? null),
    flows: [],
  }
  return { rule: Object.keys(other).length === 0 ? rule : { ...rule, other }, losses }
}

const readProtocol = (word: string): Protocol | null => {
  if (word === '') return 'any'
  const known = PROTOCOLS.get(word)
  if (known !== undefined) return known
  return /^\d{1,3}$/.test(word) && Number(word) <= 255 ? Number(word) : null
}

/** `8,any` is `8:*`; a type of any means all of them. */
const readIcmp = (text: string | undefined): readonly string[] | null => {
  if (text === undefined || text === 'any' || text === 'any,any') return []
  const match = /^(\d{1,3})(?:,(\d{1,3}|any))?$/.exec(text)
  return match === null ? null : [`${match[1]}:${match[2] === undefined || match[2] === 'any' ? '*' : match[2]}`]
}
