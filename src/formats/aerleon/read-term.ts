// SPDX-License-Identifier: MIT
import {
  type AddressSet,
  formatAddressSet,
  isAnyAddress,
  isEmptyAddressSet,
  subtractAddresses,
  unionAddresses,
} from '../address/address-set.ts'
import type { Loss } from '../rule/loss.ts'
import { PROFILES, type Protocol, type Rule } from '../rule/rule.ts'
import { type RuleOrLosses, ruleOrLosses } from '../rule/rule-or-losses.ts'
import type { Definitions } from './definitions.ts'
import { ICMP4_NAMES, ICMP6_NAMES } from './icmp-types.ts'

type Raw = Readonly<Record<string, unknown>>
type Fault = Omit<Loss, 'rule' | 'text'>

/** Keywords that change what a term lets through, as far as they are understood. */
const MEANT = new Set([
  'action',
  'source-address',
  'destination-address',
  'source-exclude',
  'destination-exclude',
  'source-port',
  'destination-port',
  'protocol',
  'icmp-type',
  'icmp-code',
])
/** Keywords that only name, explain, count or log. `expiration` is kept beside the rule. */
const BESIDE = new Set(['name', 'comment', 'owner', 'expiration', 'logging', 'log-name', 'log-limit', 'counter'])

const PROTOCOLS: Readonly<Record<string, Protocol>> = { tcp: 'tcp', udp: 'udp', icmp: 'icmp4', icmpv6: 'icmp6' }

/** A list of words: a list, or one text with blanks. Null for anything else: Aerleon passes over a number, which opens all. */
const wordsOf = (value: unknown): readonly string[] | null => {
  if (typeof value === 'string') return value.trim().split(/\s+/)
  return Array.isArray(value) && value.every((word) => typeof word === 'string') && value.length > 0
    ? (value as readonly string[])
    : null
}

/** YAML of version 1.1 has dates of its own. */
const dateOf = (value: unknown): string => (value instanceof Date ? value.toISOString().slice(0, 10) : String(value))

/** One term as a rule at the listener (a rule a protocol, where it has several): local is its destination, remote its source. */
export const readTerm = (term: Raw, definitions: Definitions, text: string): RuleOrLosses => {
  const faults: Fault[] = []
  const lost = (field: string, reason: string): void => {
    faults.push({ field, reason })
  }
  for (const key of Object.keys(term))
    if (!MEANT.has(key) && !BESIDE.has(key)) lost(key, 'the keyword has no counterpart in a rule')

  const words = (key: string): readonly string[] => {
    if (term[key] === undefined) return []
    const list = wordsOf(term[key])
    if (list === null) lost(key, 'is no list of words')
    return list ?? []
  }
  const addresses = (side: 'source' | 'destination'): readonly string[] => {
    const sets = words(`${side}-address`).map((token) => network(`${side}-address`, token))
    const without = words(`${side}-exclude`).map((token) => network(`${side}-exclude`, token))
    if (sets.includes(null) || without.includes(null)) return []
    if (sets.length === 0) {
      if (without.length > 0) lost(`${side}-exclude`, 'stands without addresses to take from')
      return []
    }
    const set = subtractAddresses(unionAddresses(sets as AddressSet[]), unionAddresses(without as AddressSet[]))
    if (isEmptyAddressSet(set)) lost(`${side}-address`, 'no address is left')
    return isAnyAddress(set) ? [] : formatAddressSet(set)
  }
  const network = (key: string, token: string): AddressSet | null => {
    const set = definitions.network(token)
    if (!('reason' in set)) return set
    lost(key, set.reason)
    return null
  }
  const ports = (key: string, protocol: Protocol): readonly string[] =>
    words(key).flatMap((token) => {
      const service = definitions.service(token)
      if ('reason' in service) {
        lost(key, service.reason)
        return []
      }
      const own = service.filter((one) => one.protocol === protocol)
      if (own.length === 0) lost(key, `the service ${token} has no port of ${protocol}`)
      return own.map((one) => one.ports)
    })
  const icmpTypes = (protocol: Protocol): readonly string[] => {
    const names: Readonly<Record<string, number>> = protocol === 'icmp4' ? ICMP4_NAMES : ICMP6_NAMES
    const codes = term['icmp-code'] === undefined ? ['*'] : [term['icmp-code']].flat().map(String)
    if (!codes.every((code) => code === '*' || /^(?:\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])$/.test(code)))
      lost('icmp-code', 'is no code')
    const types = words('icmp-type')
    if (types.length === 0 && codes[0] !== '*') lost('icmp-code', 'stands without a type')
    return types.flatMap((type) => {
      if (!Object.hasOwn(names, type)) {
        lost('icmp-type', `${type} is no type of ${protocol}`)
        return []
      }
      return codes.map((code) => `${names[type]}:${code}`)
    })
  }

  const action = { accept: 'allow', deny: 'block', reject: 'block' } as const
  const actions = words('action')
  const act = actions.length === 1 ? action[actions[0] as keyof typeof action] : undefined
  if (act === undefined) lost('action', 'is neither accept nor deny')
  const protocols = words('protocol').map((word) => PROTOCOLS[word.toLowerCase()])
  if (protocols.includes(undefined)) lost('protocol', 'is none of tcp, udp, icmp and icmpv6')
  const name = typeof term.name === 'string' ? term.name : ''
  if (!/^[\w-]+$/.test(name)) lost('name', 'is no word')
  const comment = [term.comment ?? ''].flat().join(' ')
  const [remoteAddresses, localAddresses] = [addresses('source'), addresses('destination')]

  const rule = (protocol: Protocol, suffix: string): Rule => {
    const hasPorts = protocol === 'tcp' || protocol === 'udp'
    const isIcmp = protocol === 'icmp4' || protocol === 'icmp6'
    const misplaced = (keys: readonly string[], reason: string): void => {
      for (const key of keys) if (term[key] !== undefined) lost(key, reason)
    }
    if (!hasPorts) misplaced(['source-port', 'destination-port'], 'ports belong to tcp and udp')
    if (!isIcmp) misplaced(['icmp-type', 'icmp-code'], 'types belong to icmp and icmpv6')
    return {
      id: `${name}${suffix}`,
      displayName: name,
      description: comment,
      group: '',
      direction: 'in',
      action: act ?? 'block',
      enabled: true,
      profiles: PROFILES,
      protocol,
      localPorts: hasPorts ? ports('destination-port', protocol) : [],
      remotePorts: hasPorts ? ports('source-port', protocol) : [],
      icmpTypes: isIcmp ? icmpTypes(protocol) : [],
      localAddresses,
      remoteAddresses,
      program: null,
      service: null,
      interfaceTypes: [],
      flows: [],
      ...(term.expiration !== undefined && { other: { Expiration: dateOf(term.expiration) } }),
    }
  }
  const kinds = protocols.length === 0 ? (['any'] as const) : [...new Set(protocols)]
  const rules = kinds.map((protocol) =>
    rule(protocol ?? 'any', kinds.length === 1 ? '' : `-${String(protocol ?? 'any')}`),
  )
  const parts = rules.map((one) => ruleOrLosses(one, faults, text))
  return faults.length > 0
    ? (parts[0] as RuleOrLosses)
    : { rules: parts.flatMap((part) => part.rules), losses: parts.flatMap((part) => part.losses) }
}
