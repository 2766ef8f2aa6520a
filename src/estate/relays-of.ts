// SPDX-License-Identifier: MIT
import { type AddressSet, NO_ADDRESS, unionAddresses } from '../formats/address/address-set.ts'
import type { Estate } from './estate.ts'

/** The DHCP relays of the networks whose clients belong to a site; null: of every network with clients. */
export const relaysOf = (
  { clients, networks }: Pick<Estate, 'clients' | 'networks'>,
  site: string | null,
): AddressSet =>
  unionAddresses(
    [...clients.values()]
      .filter((group) => site === null || group.site === null || group.site === site)
      .flatMap((group) => group.networks.map((name) => networks.get(name)?.relays ?? NO_ADDRESS)),
  )
