// SPDX-License-Identifier: MIT
import { parsePorts } from '../port/port-set.ts'
import type { Protocol, Rule } from '../rule/rule.ts'
import { PROFILES } from '../rule/rule.ts'
import { ruleFaults } from '../rule/rule-faults.ts'
import { isSddl } from '../security/sddl.ts'
import { isPackageSid, isSid } from '../security/sid.ts'
import { readAddressText } from './address-text.ts'
import type { ParameterIssue, ReadNamedRule } from './named-parameters.ts'
import { OTHER_PARAMETERS, PARAMETERS, type Parameter, type ParameterName, spelled } from './parameter-table.ts'
import { INTERFACE_WORDS, LOCAL_PORT_WORDS, PROTOCOL_WORDS, REMOTE_PORT_WORDS } from './parameter-words.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: what they would mean in an address or a path, nobody says
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/

const NONE: readonly never[] = []

/** Texts for people may be empty. */
const TEXTS: ReadonlySet<ParameterName> = new Set(['DisplayName', 'Description', 'Group'])
const NAMES = Object.keys(PARAMETERS) as readonly ParameterName[]
const PLACE: Readonly<Record<string, number>> = Object.assign(
  Object.create(null),
  Object.fromEntries(NAMES.map((name, index) => [name, index])),
)

const readProtocol = (text: string): Protocol | null => {
  const wanted = text.toLowerCase()
  const known = PROTOCOL_WORDS.find(({ word, number }) => word.toLowerCase() === wanted || String(number) === text)
  if (known !== undefined) return known.protocol
  return /^\d{1,3}$/.test(text) && Number(text) <= 255 ? Number(text) : null
}

const readIcmpType = (text: string): string | null => {
  const [, type, code = '*'] = /^(\d{1,3})(?::(\d{1,3}|\*))?$/.exec(text) ?? []
  return type === undefined ? null : `${Number(type)}:${code === '*' ? code : Number(code)}`
}

/** Ranges stand as `a-b`; a keyword is found by NetSecurity's word and by Rule's. */
const readPort =
  (words: ReadonlyMap<string, string>) =>
  (text: string): string | null => {
    if (parsePorts(text) !== null) return text
    const wanted = text.toLowerCase()
    const found = [...words].find(([ours, theirs]) => ours.toLowerCase() === wanted || theirs.toLowerCase() === wanted)
    return found?.[0] ?? null
  }

const textOf = (entry: unknown): string | null => {
  switch (typeof entry) {
    case 'string':
      return entry
    case 'boolean':
      return entry ? 'True' : 'False'
    case 'number':
    case 'bigint':
      return String(entry)
    default:
      return null
  }
}

const texts = (value: unknown): readonly string[] | null => {
  if (Array.isArray(value)) {
    const list = value.map(textOf)
    return list.includes(null) ? null : (list as string[])
  }
  const text = textOf(value)
  return text === null ? null : [text]
}

const FORMS: Partial<Readonly<Record<ParameterName, (value: string) => boolean>>> = {
  LocalUser: isSddl,
  RemoteUser: isSddl,
  RemoteMachine: isSddl,
  Owner: isSid,
  Package: isPackageSid,
  Platform: (value) => /^\d{1,3}\.\d{1,3}(?:\+)?$/.test(value),
}

/** Why a value that stays under `other` was not understood: it narrows the rule, or would if it were. */
const otherReason = (name: ParameterName, list: readonly string[], words?: readonly string[]): string | null => {
  const known = words ?? (PARAMETERS[name].kind === 'boolean' ? ['True', 'False'] : null)
  const fits = FORMS[name]
  const wrong = list.find((entry) =>
    known !== null ? spelled(known, entry) === undefined : fits !== undefined && entry !== 'Any' && !fits(entry),
  )
  return wrong === undefined ? null : `not understood: ${JSON.stringify(wrong)}`
}

/**
 * Reads parameters of New-NetFirewallRule, by name without regard to case. What is left out has the default of
 * the cmdlet: an enabled inbound rule that allows everything. What is not understood is an issue, never dropped silently.
 */
export const readNamedParameters = (given: Readonly<Record<string, unknown>>): ReadNamedRule => {
  const issues: ParameterIssue[] = []
  const issue = (field: string, reason: string): void => void issues.push({ field, reason })
  /** By the place of their names: a map for each rule would be most of what a reader makes. */
  const values: (readonly string[] | null)[] = NAMES.map(() => null)
  const said = (name: ParameterName): readonly string[] | undefined => values[PLACE[name] as number] ?? undefined
  for (const key of Object.keys(given)) {
    const value = given[key]
    const name = PLACE[key] === undefined ? spelled(NAMES, key) : (key as ParameterName)
    if (name === undefined) issue(key, 'is not a parameter of a firewall rule')
    else if (said(name) !== undefined) issue(key, 'stands twice')
    else if (value !== null && value !== undefined) {
      const list = texts(value)
      if (list === null) issue(name, 'is neither text nor a list of texts')
      else if (list.length === 0 || (list.includes('') && !TEXTS.has(name))) issue(name, 'is empty')
      else if (!TEXTS.has(name) && list.some((entry) => CONTROL.test(entry))) issue(name, 'holds control characters')
      else values[PLACE[name] as number] = name === 'Profile' ? list.flatMap((entry) => entry.split(',')) : list
    }
  }
  const one = (name: ParameterName): string | undefined => {
    const list = said(name)
    if (list === undefined) return undefined
    if (list.length !== 1) issue(name, 'is a list where one value is asked for')
    const { words }: Parameter = PARAMETERS[name]
    if (words === undefined || list[0] === undefined) return list[0]
    const word = spelled(words, list[0])
    if (word === undefined) issue(name, `${JSON.stringify(list[0])} is not one of ${words.join(', ')}`)
    return word
  }
  const notAny = (name: ParameterName): string | null => {
    const value = one(name)
    return value === undefined || value.toLowerCase() === 'any' ? null : value
  }
  const many = (name: ParameterName, read: (text: string) => string | null): readonly string[] => {
    const raw = said(name)
    if (raw === undefined) return NONE
    const list = raw.map((entry) => entry.trim())
    if (list.some((entry) => entry.toLowerCase() === 'any' || entry === '*')) {
      if (list.length > 1) issue(name, `any stands beside others: ${JSON.stringify(list.join(', '))}`)
      return []
    }
    return list.map((entry) => {
      const known = read(entry)
      if (known === null) issue(name, `${JSON.stringify(entry)} was not understood`)
      return known ?? entry
    })
  }
  const protocolText = one('Protocol') ?? 'Any'
  const protocol = readProtocol(protocolText)
  if (protocol === null) issue('Protocol', `${JSON.stringify(protocolText)} is not a protocol`)
  const profiles = many('Profile', (text) => PROFILES.find((profile) => profile === text.toLowerCase()) ?? null)
  const interfaceWord = notAny('InterfaceType')
  const bypass = one('OverrideBlockRules')?.toLowerCase() === 'true'
  const action = one('Action') ?? 'Allow'
  if (action === 'NotConfigured') issue('Action', 'neither allows nor blocks')
  const other: [string, string | readonly string[]][] = []
  for (const name of OTHER_PARAMETERS) {
    const list = said(name)
    if (list === undefined || (bypass && name === 'OverrideBlockRules')) continue
    const { kind, words }: Parameter = PARAMETERS[name]
    const reason = otherReason(name, list, words)
    if (reason !== null) issue(name, reason)
    other.push([name, kind === 'list' ? list : list.join(',')])
  }
  const rule = {
    id: one('Name') ?? '',
    displayName: one('DisplayName') ?? '',
    description: one('Description') ?? '',
    group: one('Group') ?? '',
    direction: one('Direction') === 'Outbound' ? 'out' : 'in',
    action: action === 'Block' ? 'block' : bypass ? 'bypass' : 'allow',
    enabled: one('Enabled') !== 'False',
    profiles: PROFILES.filter((profile) => profiles.includes(profile)),
    protocol: protocol ?? 'any',
    localPorts: many('LocalPort', readPort(LOCAL_PORT_WORDS)),
    remotePorts: many('RemotePort', readPort(REMOTE_PORT_WORDS)),
    icmpTypes: many('IcmpType', readIcmpType),
    localAddresses: many('LocalAddress', readAddressText),
    remoteAddresses: many('RemoteAddress', readAddressText),
    program: notAny('Program'),
    service: notAny('Service'),
    interfaceTypes:
      interfaceWord === null
        ? NONE
        : [...INTERFACE_WORDS].filter(([, word]) => word === interfaceWord).map(([type]) => type),
    flows: [],
  } as const
  const read: Rule = other.length === 0 ? rule : { ...rule, other: Object.fromEntries(other) }
  // A rule without a name of its own gets one from Windows, and is known by what people see.
  return { rule: read, issues: issues.length === 0 ? ruleFaults({ ...read, id: read.id || read.displayName }) : issues }
}
