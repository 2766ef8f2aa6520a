// SPDX-License-Identifier: MIT
import type { Catalog } from '../catalog/catalog-flow.ts'
import { impliedRoles } from '../catalog/implied-roles.ts'
import { ordinaryClient } from '../catalog/ordinary-client.ts'
import type { ClientGroup, Estate, Host } from '../estate/estate.ts'
import { OPERATING_SYSTEMS } from '../estate/operating-systems.ts'
import type { AddressSet } from '../formats/address/address-set.ts'

/** Whoever sends or answers: a host, a name that several hosts serve, or a client group. */
export interface Party {
  readonly kind: 'host' | 'clients'
  readonly name: string
  readonly site: string | null
  readonly addresses: AddressSet
  readonly host: Host | null
  readonly group: ClientGroup | null
  /** Every role it holds, those that follow from others included. */
  readonly roles: ReadonlySet<string>
  /** Whether a Windows Firewall policy of ours can be applied to it. */
  readonly firewall: boolean
}

export const isWindows = (os: string | null): boolean => os === null || os.startsWith('windows-')

/** A host is a server unless the estate says another system. */
const familyOf = (os: string | null): string =>
  os === null ? 'server' : (OPERATING_SYSTEMS.get(os)?.family ?? 'other')

/** Every party of the estate, hosts first, each kind by name. */
export const partiesOf = (estate: Estate, catalog: Catalog): readonly Party[] => [
  ...[...estate.hosts.values()].map((host) => hostParty(estate, catalog, host)),
  ...[...estate.clients.values()].map((group) => groupParty(catalog, group)),
]

const hostParty = (estate: Estate, catalog: Catalog, host: Host): Party => {
  const held = host.roles.map((role) => role.role)
  const roles = impliedRoles(catalog, held)
  const type = host.site === null ? undefined : estate.sites.get(host.site)?.type
  for (const role of [...roles]) {
    const also = type === undefined ? undefined : catalog.roles.get(role)?.bySiteType[type]
    if (also !== undefined) roles.add(also)
  }
  const windows =
    isWindows(host.os) && !(held.length > 0 && held.every((role) => catalog.roles.get(role)?.firewall === false))
  const family = windows ? familyOf(host.os) : null
  for (const { id, members } of catalog.roles.values()) {
    if (members === null) continue
    const byKind = members.kind !== null && held.some((role) => catalog.roles.get(role)?.kind === members.kind)
    if (byKind || (members.family !== null && members.family === family)) roles.add(id)
  }
  if (estate.clientOnServers && windows && host.site !== null && host.members === null)
    roles.add(ordinaryClient(catalog))
  return {
    kind: 'host',
    name: host.name,
    site: host.site,
    addresses: host.addresses,
    host,
    group: null,
    roles,
    firewall: windows && host.members === null,
  }
}

const groupParty = (catalog: Catalog, group: ClientGroup): Party => ({
  kind: 'clients',
  name: group.name,
  site: group.site,
  addresses: group.addresses,
  host: null,
  group,
  roles: impliedRoles(catalog, [group.role]),
  firewall: isWindows(group.os) && catalog.roles.get(group.role)?.firewall !== false,
})
