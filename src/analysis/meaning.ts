// SPDX-License-Identifier: MIT
import { getOrInsert } from '../collections/get-or-insert.ts'
import {
  type AddressSet,
  ANY_ADDRESS,
  formatAddressSet,
  isEmptyAddressSet,
  parseAddresses,
  unionAddresses,
} from '../formats/address/address-set.ts'
import { intersect, normalize, type Range } from '../formats/address/range.ts'
import { ANY_PORT, parsePorts } from '../formats/port/port-set.ts'
import { PROFILES, type Rule } from '../formats/rule/rule.ts'

/**
 * What a set of rules says, independent of how it is cut into rules: for each kind of packet (direction, action, profiles,
 * program, service, protocol, ICMP type, elementary port interval) the exact set of remote addresses.
 */
export type Meaning = ReadonlyMap<string, string>

interface Piece {
  readonly kind: string
  readonly local: readonly Range<number>[]
  readonly remote: readonly Range<number>[]
  readonly addresses: AddressSet
}

/** Keywords stand beyond the numbers, each an interval of its own. */
const PORT_KEYWORDS = [
  'RPC',
  'IPHTTPSIn',
  'IPHTTPSOut',
  'Teredo',
  'PlayToDiscovery',
  'mDNS',
  'DHCP',
  'IPTLSIn',
  'IPTLSOut',
]

const portRange = (text: string): Range<number> => {
  if (text === 'RPC-EPMap') return { first: 135, last: 135 }
  const keyword = PORT_KEYWORDS.indexOf(text)
  if (keyword >= 0) return { first: 100_000 + 2 * keyword, last: 100_000 + 2 * keyword }
  const range = parsePorts(text)
  if (range === null) throw new Error(`“${text}” is no port`)
  return range
}

const portsOf = (texts: readonly string[]): readonly Range<number>[] =>
  texts.length === 0 ? ANY_PORT : normalize(texts.map(portRange))

const addressesOf = (texts: readonly string[]): AddressSet => {
  if (texts.length === 0) return ANY_ADDRESS
  const set = parseAddresses(texts, true)
  if (set === null) throw new Error(`“${texts.join(', ')}” is no list of addresses`)
  return set
}

const piecesOf = (rule: Rule): readonly Piece[] => {
  const profiles = rule.profiles.length === 0 ? PROFILES : PROFILES.filter((profile) => rule.profiles.includes(profile))
  const kind = [
    rule.direction,
    rule.action,
    profiles.join('+'),
    rule.protocol,
    rule.program === null ? 'any program' : rule.program.toLowerCase(),
    rule.service === null ? 'any service' : rule.service.toLowerCase(),
    [...rule.interfaceTypes].sort().join('+'),
  ].join(' | ')
  const types = rule.icmpTypes.length === 0 ? [''] : rule.icmpTypes
  const local = portsOf(rule.localPorts)
  const remote = portsOf(rule.remotePorts)
  const here = addressesOf(rule.localAddresses)
  const there = addressesOf(rule.remoteAddresses)
  return FAMILIES.filter((family) => !isForeign(rule.protocol, family)).flatMap((family) => {
    const own = ofFamily(here, family)
    const addresses = ofFamily(there, family)
    if (isEmptyAddressSet(own) || isEmptyAddressSet(addresses)) return []
    const ends = `${kind} | ${family} ${formatAddressSet(own).join(' ')}`
    return types.map((type) => ({ kind: `${ends} | ${type}`, local, remote, addresses }))
  })
}

const FAMILIES = ['v4', 'v6'] as const
type Family = (typeof FAMILIES)[number]

const isForeign = (protocol: Rule['protocol'], family: Family): boolean =>
  protocol === 'icmp4' ? family !== 'v4' : protocol === 'icmp6' && family !== 'v6'

/** A packet has one family, the same at both ends. Keywords stand for addresses of either, unless they name one. */
const ofFamily = (set: AddressSet, family: Family): AddressSet => ({
  v4: family === 'v4' ? set.v4 : [],
  v6: family === 'v6' ? set.v6 : [],
  keywords: set.keywords
    .filter((word) => word !== (family === 'v4' ? 'LocalSubnet6' : 'LocalSubnet4'))
    .map((word) => (word === `LocalSubnet${family.slice(1)}` ? 'LocalSubnet' : word)),
})

/** Boundaries cut the ports of one kind into intervals that every rule either holds whole or not at all. */
const intervals = (sets: readonly (readonly Range<number>[])[]): readonly Range<number>[] => {
  const cuts = new Set<number>()
  for (const set of sets) {
    for (const { first, last } of set) {
      cuts.add(first)
      cuts.add(last + 1)
    }
  }
  const sorted = [...cuts].sort((a, b) => a - b)
  return sorted.slice(0, -1).map((first, index) => ({ first, last: (sorted[index + 1] as number) - 1 }))
}

const texts = new WeakMap<AddressSet, string>()
/** Kept by identity: a rule with many ports has the same addresses on each of them. */
const textOf = (set: AddressSet): string => getOrInsert(texts, set, () => formatAddressSet(set).join(' '))

export const meaningOf = (rules: readonly Rule[]): Meaning => {
  const kinds = new Map<string, Piece[]>()
  for (const rule of rules) {
    if (!rule.enabled) continue
    for (const piece of piecesOf(rule)) getOrInsert(kinds, piece.kind, () => []).push(piece)
  }
  const meaning = new Map<string, string>()
  for (const [kind, pieces] of kinds) {
    const cells = new Map<string, AddressSet[]>()
    const localCuts = intervals(pieces.map((piece) => piece.local))
    const remoteCuts = intervals(pieces.map((piece) => piece.remote))
    for (const piece of pieces) {
      for (const local of localCuts.filter((cut) => intersect([cut], piece.local).length > 0)) {
        for (const remote of remoteCuts.filter((cut) => intersect([cut], piece.remote).length > 0)) {
          const cell = `${local.first}-${local.last} <- ${remote.first}-${remote.last}`
          getOrInsert(cells, cell, () => []).push(piece.addresses)
        }
      }
    }
    const byAddresses = new Map<string, string[]>()
    for (const [cell, sets] of cells) {
      const addresses = sets.length === 1 ? textOf(sets[0] as AddressSet) : textOf(unionAddresses(sets))
      getOrInsert(byAddresses, addresses, () => []).push(cell)
    }
    for (const [addresses, list] of byAddresses) {
      for (const cell of joinCells(list)) meaning.set(`${kind} | ${cell} | ${addresses}`, addresses)
    }
  }
  return meaning
}

/** Joins neighbouring local intervals with the same remote interval, so that two ways of cutting give one text. */
const joinCells = (cells: readonly string[]): readonly string[] => {
  const byRemote = new Map<string, Range<number>[]>()
  for (const cell of cells) {
    const [local, remote] = cell.split(' <- ') as [string, string]
    const [first, last] = local.split('-').map(Number) as [number, number]
    getOrInsert(byRemote, remote, () => []).push({ first, last })
  }
  return [...byRemote].map(
    ([remote, locals]) =>
      `${normalize(locals)
        .map(({ first, last }) => `${first}-${last}`)
        .join(',')} <- ${remote}`,
  )
}

/** Where two sets of rules differ in meaning; empty if they say the same. `+` only the second says it, `-` only the first. */
export const meaningDifference = (first: readonly Rule[], second: readonly Rule[]): readonly string[] => {
  const a = meaningOf(first)
  const b = meaningOf(second)
  return [
    ...[...a.keys()].filter((key) => !b.has(key)).map((key) => `- ${key}`),
    ...[...b.keys()].filter((key) => !a.has(key)).map((key) => `+ ${key}`),
  ]
}
