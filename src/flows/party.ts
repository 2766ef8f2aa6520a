// SPDX-License-Identifier: MIT
import type { Catalog } from '../catalog/catalog-flow.ts'
import { impliedRoles } from '../catalog/implied-roles.ts'
import { ordinaryClient } from '../catalog/ordinary-client.ts'
import type { ClientGroup, Estate, Host, Membership } from '../estate/estate.ts'
import { hasAdvancedFirewall, OPERATING_SYSTEMS } from '../estate/operating-systems.ts'
import type { AddressSet } from '../formats/address/address-set.ts'
import { formatPortSet } from '../formats/port/port-set.ts'
import { defaultDynamicRange } from './usual-range.ts'

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
  /** Those of its roles that clients on the internet reach. */
  readonly facing: ReadonlySet<string>
  /** The domain that it is a member of: its name, empty for the nameless one; null for who is outside of every domain. */
  readonly domain: string | null
  /** The numbers behind dynamic RPC where it answers: its restricted range, else that of its system; of a name, those of who serves it. */
  readonly dynamicRange: readonly string[]
  /** Ports that the system takes for whatever asks for none, such as the answers of TFTP: no restriction of RPC changes them. */
  readonly ephemeralRange: readonly string[]
  /** A client group on the internet. */
  readonly onInternet: boolean
  /** Why it gets no Windows Firewall policy of ours; null where it gets one. */
  readonly without: 'not-windows' | 'too-old' | 'not-managed' | 'served-by-members' | null
  /** Whether it gets a Windows Firewall policy of ours. */
  readonly firewall: boolean
}

const domainOf = ({ membership, domain }: Membership): string | null =>
  membership === 'domain' ? (domain ?? '') : null

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
  const without =
    host.members !== null
      ? 'served-by-members'
      : !windows
        ? 'not-windows'
        : !host.managed
          ? 'not-managed'
          : hasAdvancedFirewall(host.os)
            ? null
            : 'too-old'
  return {
    kind: 'host',
    name: host.name,
    site: host.site,
    addresses: host.addresses,
    host,
    group: null,
    roles,
    dynamicRange: servingRanges(estate, host, rpcRange),
    ephemeralRange: servingRanges(estate, host, ownRange),
    facing: impliedRoles(
      catalog,
      host.roles.flatMap(({ role, internetFacing }) => (internetFacing ? [role] : [])),
    ),
    domain: domainOf(host),
    onInternet: false,
    without,
    firewall: without === null,
  }
}

type Ranged = Pick<Host, 'firewall' | 'os'>

const ownRange = ({ os }: Ranged): readonly string[] => [defaultDynamicRange(os)]

const rpcRange = (one: Ranged): readonly string[] =>
  one.firewall.rpc === null ? ownRange(one) : formatPortSet(one.firewall.rpc.ports)

const servingRanges = (estate: Estate, host: Host, rangeOf: (one: Ranged) => readonly string[]): readonly string[] => {
  const servers = (host.members ?? []).map((name) => estate.hosts.get(name)).filter((one) => one !== undefined)
  return [...new Set((servers.length === 0 ? [host] : servers).flatMap(rangeOf))]
}

const NOBODY: ReadonlySet<string> = new Set()

const groupParty = (catalog: Catalog, group: ClientGroup): Party => {
  const windows = isWindows(group.os) && catalog.roles.get(group.role)?.firewall !== false
  const without = !windows ? 'not-windows' : hasAdvancedFirewall(group.os) ? null : 'too-old'
  return {
    kind: 'clients',
    name: group.name,
    site: group.site,
    addresses: group.addresses,
    host: null,
    group,
    roles: impliedRoles(catalog, [group.role]),
    dynamicRange: rpcRange(group),
    ephemeralRange: ownRange(group),
    facing: NOBODY,
    domain: domainOf(group),
    onInternet: group.membership === 'internet',
    without,
    firewall: without === null,
  }
}
