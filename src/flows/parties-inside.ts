// SPDX-License-Identifier: MIT
import {
  type AddressSet,
  intersectAddresses,
  isAnyAddress,
  isEmptyAddressSet,
  subtractAddresses,
  unionAddresses,
} from '../formats/address/address-set.ts'
import type { Inside } from './flow.ts'
import { hostsByAddress } from './hosts-by-address.ts'
import type { Party } from './party.ts'

/** Finds who of the estate is meant by addresses of the user's own. An address that a host has is the host's, not a group's. */
export const partiesInside = (parties: readonly Party[]): ((addresses: AddressSet) => readonly Inside[]) => {
  const hosts = hostsByAddress(parties)
  // Who may be anywhere is not inside of a network of the user's.
  const groups = parties.filter((party) => party.kind === 'clients' && !isAnyAddress(party.addresses))
  const ofHosts = unionAddresses(parties.filter((party) => party.kind === 'host').map((party) => party.addresses))
  const reach = (party: Party, set: AddressSet): readonly Inside[] => {
    const common = intersectAddresses(party.addresses, set)
    return isEmptyAddressSet(common) ? [] : [{ party, addresses: common }]
  }
  return (addresses) => {
    const others = groups.length === 0 ? addresses : subtractAddresses(addresses, ofHosts)
    return [
      ...[...hosts(addresses)].flatMap((party) => reach(party, addresses)),
      ...groups.flatMap((party) => reach(party, others)),
    ]
  }
}
