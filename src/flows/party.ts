// SPDX-License-Identifier: MIT
import type { Catalog } from '../catalog/catalog-flow.ts'
import type { ClientGroup, Estate, Host } from '../estate/estate.ts'
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

/** Every party of the estate, hosts first, each kind by name. */
export const partiesOf = (estate: Estate, catalog: Catalog): readonly Party[] => [
  ...[...estate.hosts.values()].map((host) => hostParty(estate, catalog, host)),
  ...[...estate.clients.values()].map((group) => groupParty(catalog, group)),
]

const hostParty = (estate: Estate, catalog: Catalog, host: Host): Party => {
  const held = host.roles.map((role) => role.role)
  const roles = expand(catalog, held)
  const type = host.site === null ? null : (estate.sites.get(host.site)?.type ?? null)
  if (roles.has('site-server')) roles.add(type === 'secondary' ? 'secondary-site-server' : 'primary-site-server')
  if (held.some((role) => catalog.roles.get(role)?.kind === 'site-system')) roles.add('site-system')
  const windows =
    isWindows(host.os) && !(held.length > 0 && held.every((role) => catalog.roles.get(role)?.firewall === false))
  if (windows && (host.os ?? 'windows-server').startsWith('windows-server')) roles.add('windows-server')
  if (estate.clientOnServers && windows && host.site !== null && host.members === null) roles.add('client')
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
  roles: expand(catalog, [group.role]),
  firewall: isWindows(group.os) && catalog.roles.get(group.role)?.firewall !== false,
})

const expand = (catalog: Catalog, held: readonly string[]): Set<string> => {
  const roles = new Set<string>()
  const add = (role: string): void => {
    if (roles.has(role)) return
    roles.add(role)
    for (const other of catalog.roles.get(role)?.is ?? []) add(other)
  }
  for (const role of held) add(role)
  return roles
}
