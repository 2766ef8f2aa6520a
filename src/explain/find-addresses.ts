// SPDX-License-Identifier: MIT
import type { Party } from '../flows/party.ts'
import { type AddressSet, formatAddressSet, parseAddress, parseAddresses } from '../formats/address/address-set.ts'
import type { Finder, Found } from './finder.ts'
import { aboutParty, belongsTo, meets } from './party-facts.ts'

const addressRules = (addresses: AddressSet, own: readonly Party[]): NonNullable<Found['rules']> => {
  const known = new Map<string, boolean>()
  const names = (texts: readonly string[]): boolean => {
    const key = texts.join(' ')
    const set = known.has(key) ? null : parseAddresses(texts, true)
    if (!known.has(key)) known.set(key, set !== null && meets(set, addresses))
    return known.get(key) === true
  }
  return (one, { remoteAddresses }) =>
    own.some((holder) => belongsTo(one, holder)) || (remoteAddresses.length > 0 && names(remoteAddresses))
}

export const address: Finder = (input, what) => {
  const addresses = parseAddress(what)
  if (addresses === null || addresses.keywords.length > 0) return null
  const { parties, estate } = input
  const holders = parties.filter((one) => meets(one.addresses, addresses))
  const networks = [...estate.networks]
    .filter(([, network]) => meets(addressesOf(network), addresses))
    .map(([name]) => name)
  const hosts = holders.filter(({ kind }) => kind === 'host')
  return {
    kind: 'address',
    subject: what,
    about: [
      ...(holders.length === 0
        ? ['No host or client group of the estate has it.']
        : holders.slice(0, 10).map((one) => `${one.name}: ${aboutParty(input, one)}`)),
      ...(networks.length === 0 ? [] : [`In the networks ${networks.join(', ')}.`]),
    ],
    rules: addressRules(addresses, hosts.length > 0 ? hosts : holders),
  }
}

const addressesOf = (network: unknown): AddressSet =>
  (network as { readonly addresses?: AddressSet }).addresses ?? (network as AddressSet)

export const network: Finder = (input, what) => {
  const found = input.estate.networks.get(what)
  if (found === undefined) return null
  const addresses = addressesOf(found)
  return {
    kind: 'network',
    subject: what,
    about: [formatAddressSet(addresses).join(', ')],
    rules: addressRules(addresses, []),
  }
}
