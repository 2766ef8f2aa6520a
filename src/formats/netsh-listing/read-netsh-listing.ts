// SPDX-License-Identifier: MIT
import { addAll } from '../../collections/add-all.ts'
import { formatAddressSet, parseAddress } from '../address/address-set.ts'
import { parsePorts } from '../port/port-set.ts'
import type { Loss } from '../rule/loss.ts'
import { PROFILES, type Protocol, type Rule } from '../rule/rule.ts'
import { ruleFaults } from '../rule/rule-faults.ts'
import { type RuleOrLosses, ruleOrLosses } from '../rule/rule-or-losses.ts'
import type { RuleSteps } from '../rule/rule-steps.ts'
import { type ListingLabel, type ListingLanguage, languageOf } from './language.ts'
import { NETSH_INTERFACES, NETSH_PORTS, NETSH_PROTOCOLS, NETSH_SECURITY } from './netsh-words.ts'
import { type ListedRule, splitNetshListing } from './split-netsh-listing.ts'

const IPHTTPS = { localPort: 'IPHTTPSIn', remotePort: 'IPHTTPSOut' } as const
const INTERFACES = new Map([...NETSH_INTERFACES, ['remoteaccess', 'RemoteAccess']])
const EDGE = { app: { Edge: 'TRUE', Defer: 'App' }, user: { Defer: 'User' } } as const
/** Lines that every rule has, and those that only `verbose` shows. */
const ALWAYS: readonly ListingLabel[] = [
  'enabled',
  'direction',
  'profiles',
  'localIp',
  'remoteIp',
  'protocol',
  'action',
]
const VERBOSE: readonly ListingLabel[] = ['interfaceTypes', 'security']

const readRule = (language: ListingLanguage, listed: ListedRule): RuleOrLosses => {
  const { values, rows, text } = listed
  const faults: Omit<Loss, 'rule' | 'text'>[] = [...listed.faults]
  const lose = (field: string, reason: string): void => void faults.push({ field, reason })
  const unknown = (label: ListingLabel): void => lose(label, `was not understood: ${JSON.stringify(values.get(label))}`)
  const value = (label: ListingLabel): string => values.get(label) ?? ''
  const word = (label: ListingLabel): string => value(label).toLowerCase()
  const isAny = (entry: string): boolean => language.any.includes(entry.toLowerCase())
  const from = <T>(label: ListingLabel, words: Readonly<Record<string, T>>, fallback: T): T => {
    const found = Object.hasOwn(words, word(label)) ? words[word(label)] : undefined
    if (found === undefined && values.has(label)) unknown(label)
    return found ?? fallback
  }
  const list = (label: ListingLabel, read: (entry: string) => string | null): readonly string[] => {
    if (!values.has(label)) return []
    const entries = value(label)
      .split(',')
      .map((entry) => entry.trim())
    if (entries.length === 1 && isAny(entries[0] as string)) return []
    const known = entries.map(read)
    if (known.includes(null)) unknown(label)
    return known.filter((entry) => entry !== null)
  }
  for (const label of ALWAYS) if (!values.has(label)) lose(label, 'is not in the listing')
  if (VERBOSE.some((label) => !values.has(label)))
    lose('program, service', 'are not shown: list the rules with `verbose` behind name=all')
  const protocol: Protocol = isAny(word('protocol'))
    ? 'any'
    : (NETSH_PROTOCOLS.get(word('protocol')) ?? (/^\d{1,3}$/.test(word('protocol')) ? Number(word('protocol')) : 'any'))
  if (protocol === 'any' && !isAny(word('protocol')) && values.has('protocol')) unknown('protocol')
  const ported = protocol === 'tcp' || protocol === 'udp'
  for (const label of ['localPort', 'remotePort'] as const)
    if (ported && !values.has(label)) lose(label, 'is not in the listing')
  const port = (side: 'localPort' | 'remotePort') => (entry: string) =>
    entry.toLowerCase() === 'iphttps'
      ? IPHTTPS[side]
      : (NETSH_PORTS.get(entry.toLowerCase()) ?? (parsePorts(entry) === null ? null : entry))
  const address = (entry: string): string | null => {
    const set = parseAddress(entry, true)
    return set === null ? null : (formatAddressSet(set)[0] ?? null)
  }
  const icmpTypes = readTypes(language, rows)
  if (icmpTypes === null || (icmpTypes.length > 0 && protocol !== 'icmp4' && protocol !== 'icmp6'))
    lose('protocol', `was not understood: ${JSON.stringify(rows.join('; '))}`)
  const edge = word('edge')
  const security = word('security')
  const other = {
    ...(edge === '' || edge === language.no
      ? {}
      : edge === language.yes
        ? { Edge: 'TRUE' }
        : EDGE[from('edge', language.edge, 'user')]),
    ...(security === '' || language.notRequired.includes(security)
      ? {}
      : from('security', Object.fromEntries(NETSH_SECURITY), {})),
  }
  if (values.has('security') && security === '') lose('security', 'is empty')
  const profiles = list('profiles', (entry) => {
    const known = entry.toLowerCase()
    return Object.hasOwn(language.profiles, known) ? (language.profiles[known] ?? null) : null
  })
  const rule: Rule = {
    id: value('name'),
    displayName: value('name'),
    description: value('description'),
    group: value('group'),
    direction: from('direction', language.directions, 'in'),
    action: from('action', language.actions, 'block'),
    enabled: from('enabled', { [language.yes]: true, [language.no]: false }, true),
    profiles: PROFILES.filter((profile) => profiles.includes(profile)),
    protocol,
    localPorts: list('localPort', port('localPort')),
    remotePorts: list('remotePort', port('remotePort')),
    icmpTypes: icmpTypes ?? [],
    localAddresses: list('localIp', address),
    remoteAddresses: list('remoteIp', address),
    program: value('program') === '' || isAny(value('program')) ? null : value('program'),
    // As in `service=any`: any service, and nothing that is none.
    service: value('service') === '' ? null : isAny(value('service')) ? '*' : value('service'),
    interfaceTypes: list('interfaceTypes', (entry) => INTERFACES.get(entry.toLowerCase()) ?? null),
    flows: [],
  }
  for (const label of ['program', 'service'] as const) if (values.get(label) === '') lose(label, 'is empty')
  const whole = Object.keys(other).length === 0 ? rule : { ...rule, other }
  return ruleOrLosses(whole, faults.length === 0 ? ruleFaults(whole) : faults, text)
}

/** Rows of `TYPE CODE` below their heading; none where every type is meant, null where one is not understood. */
const readTypes = (language: ListingLanguage, rows: readonly string[]): readonly string[] | null => {
  if (rows.length === 0) return []
  const [head = '', ...pairs] = rows
  const heading = head.toLowerCase().split(/\s+/)
  if (heading.length !== 2 || !['type', language.type].includes(heading[0] as string) || heading[1] !== 'code')
    return null
  if (pairs.length === 0) return null
  const types: string[] = []
  for (const pair of pairs) {
    const [type = '', code = '', ...more] = pair.split(/\s+/)
    const anyCode = language.any.includes(code.toLowerCase())
    if (more.length > 0 || (!/^\d{1,3}$/.test(code) && !anyCode)) return null
    if (language.any.includes(type.toLowerCase()) && anyCode) return []
    if (!/^\d{1,3}$/.test(type)) return null
    types.push(`${Number(type)}:${anyCode ? '*' : Number(code)}`)
  }
  return types
}

/** What `netsh advfirewall firewall show rule name=all verbose` prints; null where it speaks a language whose words are not known. */
export function* netshListingSteps(text: string): RuleSteps<RuleOrLosses | null> {
  const language = languageOf(text)
  if (language === null) return null
  const { before, rules: listed } = splitNetshListing(language, text)
  const seen = new Map<string, number>()
  const unique = ({ id, ...rule }: Rule): Rule => {
    const count = (seen.get(id) ?? 0) + 1
    seen.set(id, count)
    return { id: count === 1 ? id : `${id} (${count})`, ...rule }
  }
  const rules: Rule[] = []
  const losses: Loss[] =
    before === ''
      ? []
      : [{ rule: null, field: 'rule', reason: 'stands before the first rule', text: before.slice(0, 4_000) }]
  for (const one of listed) {
    const read = readRule(language, one)
    addAll(losses, read.losses)
    for (const rule of read.rules.map(unique)) {
      rules.push(rule)
      yield rule
    }
  }
  return { rules, losses }
}
