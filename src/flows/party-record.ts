// SPDX-License-Identifier: MIT
import { formatAddressSet } from '../formats/address/address-set.ts'
import type { Party } from './party.ts'

/** A host, a name that several hosts serve, or a client group, as portwright.json holds it: enough to name an address. */
export interface PartyRecord {
  readonly kind: 'host' | 'clients'
  readonly name: string
  readonly site: string | null
  /** As the estate names them, those that follow from others left out. */
  readonly roles: readonly string[]
  readonly addresses: readonly string[]
  /** The numbers behind dynamic RPC where it answers. */
  readonly dynamicRange: readonly string[]
  /** Ports that its system takes for whatever asks for none. */
  readonly ephemeralRange: readonly string[]
  /** Hosts that serve this name together; null for an ordinary host. */
  readonly members: readonly string[] | null
}

export const partyRecord = ({
  kind,
  name,
  site,
  addresses,
  host,
  group,
  dynamicRange,
  ephemeralRange,
}: Party): PartyRecord => ({
  kind,
  name,
  site,
  roles: host === null ? [group?.role ?? ''] : [...new Set(host.roles.map(({ role }) => role))],
  addresses: formatAddressSet(addresses),
  dynamicRange,
  ephemeralRange,
  members: host?.members ?? null,
})
