// SPDX-License-Identifier: MIT
import type { FlowRecord } from '../flows/flow-record.ts'
import type { PartyRecord } from '../flows/party-record.ts'
import {
  type AddressSet,
  formatAddressSet,
  isAnyAddress,
  parseAddresses,
  subtractAddresses,
  unionAddresses,
} from '../formats/address/address-set.ts'
import { covers, type Range } from '../formats/address/range.ts'
import { coverIndex, type Family, isInside, outermost, startsIndex } from './range-search.ts'

/** Who has the addresses of a set, in as few names as possible. */
export interface Named {
  /** Client groups and networks that lie in it whole, then hosts, then addresses that nobody is known for. */
  readonly names: readonly string[]
  readonly parties: readonly PartyRecord[]
}

export interface NameBook {
  /** A family is given where no packet of the other could be meant: then nobody is named in part for lack of it. */
  readonly named: (texts: readonly string[], family?: Family | null) => Named
  readonly party: (name: string) => PartyRecord | null
}

interface Entry {
  readonly name: string
  readonly party: PartyRecord | null
  readonly wide: boolean
  readonly addresses: AddressSet
}

const setOf = (texts: readonly string[]): AddressSet | null => (texts.length === 0 ? null : parseAddresses(texts, true))

/** Parties first; then what flows give names to: networks of own flows. */
const entriesOf = (parties: readonly PartyRecord[], flows: readonly FlowRecord[]): readonly Entry[] => {
  const entries: Entry[] = []
  const known = new Set<string>()
  const add = (name: string, texts: readonly string[], party: PartyRecord | null): void => {
    const addresses = setOf(texts)
    const key = name.toLowerCase()
    if (known.has(key) || addresses === null || isAnyAddress(addresses)) return
    known.add(key)
    entries.push({ name, party, wide: party === null || party.kind === 'clients', addresses })
  }
  for (const party of parties) add(party.name, party.addresses, party)
  for (const { from, to } of flows)
    for (const { name, addresses } of [from, to]) if (name !== undefined) add(name, addresses ?? [], null)
  return entries
}

/** Names for addresses, found by halves: no set is held against every party. */
export const nameBook = (parties: readonly PartyRecord[], flows: readonly FlowRecord[]): NameBook => {
  const entries = entriesOf(parties, flows)
  const v4 = startsIndex(entries, ({ addresses }) => addresses.v4)
  const v6 = startsIndex(entries, ({ addresses }) => addresses.v6)
  const [whole4, whole6] = [
    coverIndex(entries, (one) => one.addresses.v4),
    coverIndex(entries, (one) => one.addresses.v6),
  ]
  /** What is left has a name only as a part of somebody's addresses. */
  const restNames = ({ v4: ranges4, v6: ranges6, keywords }: AddressSet): readonly string[] => [
    ...keywords,
    ...ranges4.map((range) => partName(formatAddressSet({ v4: [range], v6: [], keywords: [] }), whole4(range))),
    ...ranges6.map((range) => partName(formatAddressSet({ v4: [], v6: [range], keywords: [] }), whole6(range))),
  ]
  const byName = new Map(parties.map((party) => [party.name.toLowerCase(), party]))
  const known = new Map<string, Named>()
  const find = (texts: readonly string[], family: Family | null): Named => {
    const set = setOf(texts)
    if (set === null) return { names: texts, parties: [] }
    if (isAnyAddress(set)) return { names: [], parties: [] }
    const inside = [...new Set([...v4(set.v4), ...v6(set.v6)])].filter(({ addresses }) =>
      isInside(addresses, set, family),
    )
    const wide = wideRanges(set, unionAddresses(inside.map(({ addresses }) => addresses)))
    const found = inside.filter(({ addresses }) => !isInside(addresses, wide, family))
    const groups = outermost(
      found.filter((entry) => entry.wide),
      (entry) => entry.addresses,
    )
    const taken = unionAddresses([wide, ...groups.map(({ addresses }) => addresses)])
    const hosts = found.filter((entry) => !entry.wide && !isInside(entry.addresses, taken, family))
    const rest = subtractAddresses(
      subtractAddresses(set, taken),
      unionAddresses(hosts.map(({ addresses }) => addresses)),
    )
    const named = [...byNameOrder(groups), ...byNameOrder(hosts)]
    return {
      names: [...named.map(({ name }) => name), ...restNames(unionAddresses([wide, rest]))],
      parties: named.flatMap(({ party }) => party ?? []),
    }
  }
  return {
    named: (texts, family = null) => {
      const key = `${family} ${texts.join(' ')}`
      const held = known.get(key) ?? find(texts, family)
      known.set(key, held)
      return held
    },
    party: (name) => byName.get(name.toLowerCase()) ?? null,
  }
}

/** Larger than a network of one's own whose every address may have a name. */
const WIDE = 256

/** Ranges that hold far more than those who are known in them: they are said as they stand, not by a few names and gaps. */
const wideRanges = (set: AddressSet, known: AddressSet): AddressSet => {
  const isWide = <T extends number | bigint>({ first, last }: Range<T>, ranges: readonly Range<T>[]): boolean =>
    Number(last) - Number(first) >= WIDE && !covers(ranges, [{ first, last }])
  return {
    v4: set.v4.filter((range) => isWide(range, known.v4)),
    v6: set.v6.filter((range) => isWide(range, known.v6)),
    keywords: [],
  }
}

const byNameOrder = (entries: readonly Entry[]): readonly Entry[] =>
  [...entries].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))

const partName = ([text = '']: readonly string[], owner: Entry | null): string =>
  owner === null ? addressWord(text) : `${text} of ${owner.name}`

const addressWord = (text: string): string =>
  text === '0.0.0.0/0' ? 'any IPv4 address' : text === '::/0' ? 'any IPv6 address' : text
