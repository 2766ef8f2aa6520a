// SPDX-License-Identifier: MIT
import {
  type AddressSet,
  ANY_ADDRESS,
  intersectAddresses,
  isAnyAddress,
  isEmptyAddressSet,
  parseAddress,
  parseAddresses,
  subtractAddresses,
  unionAddresses,
} from '../formats/address/address-set.ts'

/** What names mean: networks and sites, and who administrates. */
export interface Names {
  readonly networks: ReadonlyMap<string, { readonly addresses: AddressSet }>
  readonly sites: { readonly has: (name: string) => boolean; readonly keys: () => Iterable<string> }
  readonly management: AddressSet
}

/** As much of a party as tells who it is. */
export interface Talker {
  readonly kind: 'host' | 'clients'
  readonly name: string
  readonly site: string | null
  readonly addresses: AddressSet
  readonly roles: ReadonlySet<string>
  readonly onInternet: boolean
  readonly host: { readonly members: readonly string[] | null } | null
}

export interface SideOf<P> {
  readonly addresses: AddressSet
  /** Null for addresses that nobody holds. */
  readonly party: P | null
}

/** Addresses that no packet of the internet comes from (RFC 6890). Documentation networks count as public. */
const NOT_PUBLIC = parseAddresses([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
  '::/127',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
]) as AddressSet

/** Every public address that is not the estate's own. */
const internetOf = (estate: Names, parties: readonly Talker[]): AddressSet =>
  subtractAddresses(
    ANY_ADDRESS,
    unionAddresses([
      NOT_PUBLIC,
      estate.management,
      ...[...estate.networks.values()].map(({ addresses }) => addresses),
      ...parties.filter(({ addresses }) => !isAnyAddress(addresses)).map(({ addresses }) => addresses),
    ]),
  )

/** A party as those who answer for it: itself, or for a name with members each of them, at the addresses of the name. */
const sidesOf = <P extends Talker>(
  party: P,
  parties: readonly P[],
  addresses: AddressSet = party.addresses,
): readonly SideOf<P>[] =>
  party.host?.members == null
    ? [{ addresses, party }]
    : party.host.members.flatMap((name) =>
        parties
          .filter((one) => one.kind === 'host' && one.name === name)
          .map((member) => ({ addresses, party: member })),
      )

/** Addresses as the parties that hold them, and what nobody holds. Groups that may be anywhere hold none in particular. */
const within = <P extends Talker>(addresses: AddressSet, parties: readonly P[]): readonly SideOf<P>[] => {
  const sides: SideOf<P>[] = []
  let rest = addresses
  const placed = parties.filter((party) => !isAnyAddress(party.addresses))
  for (const kind of ['host', 'clients'] as const)
    for (const party of placed) {
      const common = party.kind === kind ? intersectAddresses(party.addresses, rest) : rest
      if (party.kind !== kind || isEmptyAddressSet(common)) continue
      sides.push(...sidesOf(party, parties, common))
    }
  rest = subtractAddresses(rest, unionAddresses(placed.map((party) => party.addresses)))
  return isEmptyAddressSet(rest) ? sides : [...sides, { addresses: rest, party: null }]
}

/**
 * The sides that a word means: a host, a client group, every holder of a role, everybody of a site, a network, an address,
 * `internet` (public addresses that are not the estate's) or `any`; empty if none.
 */
export const findSides = <P extends Talker>(
  estate: Names,
  parties: readonly P[],
  word: string,
): readonly SideOf<P>[] => {
  const named = parties.find((party) =>
    party.kind === 'host' ? party.name === word.toLowerCase() : party.name === word,
  )
  // Whoever may be anywhere on the internet does not sit in the estate's own networks.
  if (named !== undefined)
    return named.onInternet && isAnyAddress(named.addresses)
      ? [{ addresses: internetOf(estate, parties), party: named }]
      : sidesOf(named, parties)
  const network = estate.networks.get(word)
  if (network !== undefined) return within(network.addresses, parties)
  if (estate.sites.has(word)) {
    const members = parties.filter(({ site, host }) => site === word && host?.members == null)
    return members.map((party) => ({ addresses: party.addresses, party }))
  }
  if (word === 'internet') return [{ addresses: internetOf(estate, parties), party: null }]
  if (word === 'any')
    return [
      ...parties.filter(({ host }) => host?.members == null).map((party) => ({ addresses: party.addresses, party })),
      { addresses: ANY_ADDRESS, party: null },
    ]
  const holders = parties.filter((party) => party.roles.has(word))
  if (holders.length > 0) return holders.flatMap((party) => sidesOf(party, parties))
  const addresses = parseAddress(word)
  return addresses === null ? [] : within(addresses, parties)
}
