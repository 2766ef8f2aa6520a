// SPDX-License-Identifier: MIT
import type { Estate } from '../estate/estate.ts'
import type { Party } from '../flows/party.ts'
import { ANY_ADDRESS, intersectAddresses, isEmptyAddressSet, parseAddress } from '../formats/address/address-set.ts'
import type { Side } from './would-pass.ts'

/** The sides that a word means: a host, a client group, every holder of a role, a network, an address, or `any`; empty if none. */
export const findSides = (estate: Estate, parties: readonly Party[], word: string): readonly Side[] => {
  const ofParty = (party: Party): Side => ({ addresses: party.addresses, party })
  const named = parties.find((party) =>
    party.kind === 'host' ? party.name === word.toLowerCase() : party.name === word,
  )
  if (named !== undefined) return [ofParty(named)]
  const network = estate.networks.get(word)
  if (network !== undefined) return [{ addresses: network.addresses, party: null }]
  const holders = parties.filter((party) => party.roles.has(word))
  if (holders.length > 0) return holders.map(ofParty)
  if (word === 'any') return [{ addresses: ANY_ADDRESS, party: null }]
  const addresses = parseAddress(word)
  if (addresses === null) return []
  const holder = parties.find(
    (party) => party.kind === 'host' && !isEmptyAddressSet(intersectAddresses(party.addresses, addresses)),
  )
  return [{ addresses, party: holder ?? null }]
}
