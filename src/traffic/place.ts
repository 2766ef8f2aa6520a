// SPDX-License-Identifier: MIT
import type { Estate } from '../estate/estate.ts'
import type { Party } from '../flows/party.ts'
import {
  type AddressSet,
  isAnyAddress,
  NO_ADDRESS,
  parseAddresses,
  unionAddresses,
} from '../formats/address/address-set.ts'
import type { Range } from '../formats/address/range.ts'
import type { Address } from './words-address.ts'

/** Addresses that no other computer is reached at, or none in particular. */
export type PlaceKind = 'plain' | 'unspecified' | 'loopback' | 'link-local' | 'multicast' | 'broadcast'

/** Who is at an address. */
export interface Place {
  readonly address: Address
  readonly kind: PlaceKind
  readonly host: Party | null
  /** Client groups whose networks hold the address, also where a host has it. */
  readonly groups: readonly Party[]
  /** An address that the estate names: of a host, a client group, a network or an administrator. */
  readonly isOwn: boolean
  /** A public address that is not the estate's. */
  readonly isInternet: boolean
}

const set = (...texts: readonly string[]): AddressSet => parseAddresses(texts) ?? NO_ADDRESS

const KINDS: readonly (readonly [PlaceKind, AddressSet])[] = [
  ['unspecified', set('0.0.0.0/8', '::')],
  ['loopback', set('127.0.0.0/8', '::1')],
  ['link-local', set('169.254.0.0/16', 'fe80::/10')],
  ['multicast', set('224.0.0.0/4', 'ff00::/8')],
  ['broadcast', set('255.255.255.255')],
]

/** Addresses that no packet of the internet comes from (RFC 6890). */
const PRIVATE = set('10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16', '240.0.0.0/4', 'fc00::/7')

const inRanges = <T extends Address>(ranges: readonly Range<T>[], address: T): boolean => {
  let low = 0
  let high = ranges.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const { first, last } = ranges[middle] as Range<T>
    if (address < first) high = middle
    else if (address > last) low = middle + 1
    else return true
  }
  return false
}

export const holdsAddress = ({ v4, v6 }: AddressSet, address: Address): boolean =>
  typeof address === 'number' ? inRanges(v4, address) : inRanges(v6, address)

const singles = ({ v4, v6 }: AddressSet): readonly Address[] =>
  [...v4, ...v6].flatMap(({ first, last }) => {
    const all: Address[] = []
    // A host has single addresses, neighbours of each other at most.
    for (let address: Address = first; address <= last && all.length < 65_536; address++) all.push(address)
    return all
  })

/** The last address of each network that the estate names: a packet to it is for all of the network. */
const broadcasts = (sets: readonly AddressSet[]): ReadonlySet<Address> =>
  new Set(sets.flatMap(({ v4 }) => v4.flatMap(({ first, last }) => (last - first > 2 ? [last] : []))))

const MOST_KEPT = 4096
const NO_GROUP: readonly Party[] = []

/** Finds who is at an address; the last places of the estate's own are kept. */
export const placeFinder = (estate: Estate, parties: readonly Party[]): ((address: Address) => Place) => {
  const hosts = new Map<Address, Party>()
  for (const party of parties)
    if (party.kind === 'host') for (const address of singles(party.addresses)) hosts.set(address, party)
  const placed = parties.filter(({ addresses }) => !isAnyAddress(addresses))
  const groups = placed.filter(({ kind }) => kind === 'clients')
  const networks = [...estate.networks.values()].map(({ addresses }) => addresses)
  const own = unionAddresses([estate.management, ...networks, ...placed.map(({ addresses }) => addresses)])
  const toAll = broadcasts([...networks, ...groups.map(({ addresses }) => addresses)])
  const kindOf = (address: Address): PlaceKind =>
    KINDS.find(([, addresses]) => holdsAddress(addresses, address))?.[0] ??
    (toAll.has(address) && !hosts.has(address) ? 'broadcast' : 'plain')
  const find = (address: Address): Place => {
    const kind = kindOf(address)
    const isOwn = holdsAddress(own, address)
    return {
      address,
      kind,
      host: hosts.get(address) ?? null,
      groups: isOwn ? groups.filter(({ addresses }) => holdsAddress(addresses, address)) : NO_GROUP,
      isOwn,
      isInternet: kind === 'plain' && !isOwn && !holdsAddress(PRIVATE, address),
    }
  }
  const kept = new Map<Address, Place>()
  return (address) => {
    let place = kept.get(address)
    if (place === undefined) {
      place = find(address)
      // Strangers may be as many as rows.
      if (!place.isOwn) return place
      if (kept.size >= MOST_KEPT) kept.clear()
      kept.set(address, place)
    }
    return place
  }
}
