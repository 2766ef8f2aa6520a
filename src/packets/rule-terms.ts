// SPDX-License-Identifier: MIT
import { getOrInsert } from '../collections/get-or-insert.ts'
import { normalize, type Range } from '../formats/address/range.ts'
import { parsePorts } from '../formats/port/port-set.ts'
import { PROFILES, type Rule } from '../formats/rule/rule.ts'
import { type AddressTerms, addressTerms } from './address-terms.ts'
import { DIMENSIONS, type Dimension, type Family } from './dimension.ts'
import type { Term } from './line.ts'
import { conditionOf } from './rule-condition.ts'

/** What a rule says along each dimension, in one family; null says any. */
export type Terms = Readonly<Record<Dimension, Term | null>>

export const NUMBER_OF = { icmp4: 1, tcp: 6, udp: 17, icmp6: 58 } as const

/** ICMP belongs to one family each: there is no such packet in the other. */
const POSSIBLE: Readonly<Record<Family, readonly Range<number>[]>> = {
  4: [
    { first: 0, last: NUMBER_OF.icmp6 - 1 },
    { first: NUMBER_OF.icmp6 + 1, last: 255 },
  ],
  6: [
    { first: 0, last: NUMBER_OF.icmp4 - 1 },
    { first: NUMBER_OF.icmp4 + 1, last: 255 },
  ],
}

export const FAMILY_TERM: Readonly<Record<Family, Term>> = {
  4: { ranges: [{ first: 0, last: 0 }], words: [] },
  6: { ranges: [{ first: 1, last: 1 }], words: [] },
}

const number = (value: number): Term => ({ ranges: [{ first: value, last: value }], words: [] })
const word = (text: string | null): Term | null => (text === null ? null : { ranges: [], words: [text] })

/** The word of programs that are no service; a service of `*` is any but this. */
export const NO_SERVICE = ''

const serviceTerm = (service: string | null): Term | null =>
  service === '*' ? { ranges: [], words: [], except: [NO_SERVICE] } : word(service)

/** Ports belong to TCP and UDP, types to ICMP: a rule that asks another protocol for them is for no packet. */
const protocolTerm = (rule: Rule, family: Family): Term => {
  const asked =
    rule.protocol === 'any' ? null : typeof rule.protocol === 'number' ? rule.protocol : NUMBER_OF[rule.protocol]
  const ported = rule.localPorts.length + rule.remotePorts.length > 0
  const typed = rule.icmpTypes.length > 0
  const own = family === 4 ? NUMBER_OF.icmp4 : NUMBER_OF.icmp6
  const fits = (value: number): boolean =>
    (!ported || value === NUMBER_OF.tcp || value === NUMBER_OF.udp) &&
    (!typed || value === own) &&
    (value === own || (value !== NUMBER_OF.icmp4 && value !== NUMBER_OF.icmp6))
  if (asked !== null) return { ranges: fits(asked) ? number(asked).ranges : [], words: [] }
  if (!ported && !typed) return { ranges: POSSIBLE[family], words: [] }
  const ranges = [NUMBER_OF.tcp, NUMBER_OF.udp, own].filter(fits).map((value) => ({ first: value, last: value }))
  return { ranges: normalize(ranges), words: [] }
}

/** `TYPE:CODE`, the code a number or `*`, as ranges of type × 256 + code. */
const icmpTerm = (types: readonly string[]): Term | null => {
  if (types.length === 0) return null
  const ranges: Range<number>[] = []
  const words: string[] = []
  for (const text of types) {
    const [, type, code = '*'] = /^(\d{1,3})(?::(\d{1,3}|\*))?$/.exec(text) ?? []
    if (type === undefined || Number(type) > 255) words.push(text)
    else if (code === '*') ranges.push({ first: Number(type) * 256, last: Number(type) * 256 + 255 })
    else ranges.push({ first: Number(type) * 256 + Number(code), last: Number(type) * 256 + Number(code) })
  }
  return { ranges: normalize(ranges), words }
}

/** Keywords are atoms beside the numbers; every number holds them. The endpoint mapper has a number: 135. */
export const portTerm = (texts: readonly string[]): Term | null => {
  if (texts.length === 0) return null
  const ranges: Range<number>[] = []
  const words: string[] = []
  for (const text of texts) {
    const range = text.toLowerCase() === 'rpc-epmap' ? { first: 135, last: 135 } : parsePorts(text)
    if (range === null) words.push(text)
    else ranges.push(range)
  }
  const all = normalize(ranges)
  if (all[0]?.first !== 0 || all[0].last !== 65_535) return { ranges: all, words }
  return words.length === 0 ? null : { ranges: [], words, except: [] }
}

const profilesTerm = (rule: Rule): Term | null => {
  const held = PROFILES.flatMap((profile, index) =>
    rule.profiles.includes(profile) ? [{ first: index, last: index }] : [],
  )
  return rule.profiles.length === 0 || held.length === PROFILES.length ? null : { ranges: normalize(held), words: [] }
}

/** Lists that many rules share are read once. */
export interface TermCache {
  readonly addresses: Map<string, AddressTerms>
  readonly ports: Map<string, Term | null>
}

export const termCache = (): TermCache => ({ addresses: new Map(), ports: new Map() })

/** Nothing is checked to be sayable: that is for each format. A rule is for no packet of a family where a term is empty. */
export const termsOf = (rule: Rule, cache: TermCache): Readonly<Record<Family, Terms>> => {
  const addresses = (texts: readonly string[]): AddressTerms =>
    getOrInsert(cache.addresses, texts.join(' '), () => addressTerms(texts))
  const ports = (texts: readonly string[]): Term | null => {
    const key = texts.join(' ')
    const known = cache.ports.get(key)
    if (known !== undefined) return known
    const term = portTerm(texts)
    cache.ports.set(key, term)
    return term
  }
  const local = addresses(rule.localAddresses)
  const remote = addresses(rule.remoteAddresses)
  const shared = {
    direction: number(rule.direction === 'in' ? 0 : 1),
    condition: word(conditionOf(rule)),
    service: serviceTerm(rule.service),
    program: word(rule.program),
    icmp: icmpTerm(rule.icmpTypes),
    localPorts: ports(rule.localPorts),
    remotePorts: ports(rule.remotePorts),
    profiles: profilesTerm(rule),
    interfaceTypes: rule.interfaceTypes.length === 0 ? null : { ranges: [], words: rule.interfaceTypes },
  }
  const inFamily = (family: Family): Terms => ({
    ...shared,
    family: FAMILY_TERM[family],
    protocol: protocolTerm(rule, family),
    remoteAddresses: remote[family],
    localAddresses: local[family],
  })
  return { 4: inFamily(4), 6: inFamily(6) }
}

export const isNothing = (term: Term | null): boolean =>
  term !== null && term.ranges.length === 0 && term.words.length === 0 && term.except === undefined

/** Whether some dimension leaves nothing. */
export const isEmpty = (terms: Terms): boolean => DIMENSIONS.some((dimension) => isNothing(terms[dimension]))
