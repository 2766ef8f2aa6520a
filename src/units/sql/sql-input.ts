// SPDX-License-Identifier: MIT
import type { Catalog, Endpoint } from '../../catalog/catalog-flow.ts'
import { endpointParameter } from '../../catalog/endpoint-parameter.ts'
import type { Estate, Host, HostRole } from '../../estate/estate.ts'
import { isWindows } from '../../flows/party.ts'

/** What the estate says of one SQL Server instance of a host. */
export interface SqlInstance {
  /** `MSSQLSERVER` is the default instance. */
  readonly name: string
  readonly roles: readonly string[]
  /** Static TCP ports, in their order; one, unless roles of the same instance disagree. */
  readonly ports: readonly number[]
  /** Null where no role of the instance has such an endpoint. */
  readonly serviceBroker: number | null
  readonly mirroring: number | null
}

export interface SqlHost {
  /** Lower case. */
  readonly name: string
  /** The name that this host serves together with others, where the instance stands under that name. */
  readonly cluster: string | null
  readonly instances: readonly SqlInstance[]
}

export interface SqlUnitInput {
  readonly estate: string
  readonly hosts: readonly SqlHost[]
}

const DEFAULT_INSTANCE = 'MSSQLSERVER'

const instancesOf = (host: Host, { product }: Estate, catalog: Catalog): readonly SqlInstance[] => {
  const sqlRoles = endpointParameter(catalog, 'tsql').roles
  const portsOf = (roles: readonly HostRole[], endpoint: Endpoint): readonly number[] => {
    const parameter = endpointParameter(catalog, endpoint)
    if (!parameter.products.includes(product)) return []
    const own = roles.filter(({ role }) => parameter.roles.includes(role))
    const ports = new Set(own.flatMap((role) => role.ports.get(parameter.id) ?? [parameter.default]).map(Number))
    return [...ports].sort((a, b) => a - b)
  }
  const roles = host.roles.filter(({ role }) => sqlRoles.includes(role))
  const instances = [...Map.groupBy(roles, ({ instance }) => (instance ?? DEFAULT_INSTANCE).toUpperCase())]
  return instances
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => ({
      name: group[0]?.instance ?? DEFAULT_INSTANCE,
      roles: group.map(({ role }) => role),
      ports: portsOf(group, 'tsql'),
      serviceBroker: portsOf(group, 'service-broker')[0] ?? null,
      mirroring: portsOf(group, 'mirroring')[0] ?? null,
    }))
}

/**
 * Each Windows host with SQL Server. An instance under a name that several hosts serve is expected on those of them
 * that have no SQL Server of their own: then the name is a failover cluster's; else it is a listener's, whose port
 * is no setting of an instance.
 */
export const sqlInputOf = (estate: Estate, catalog: Catalog): SqlUnitInput => {
  const hosts = new Map<string, SqlHost>()
  const all = [...estate.hosts.values()].filter(({ os }) => isWindows(os))
  const single = all.filter(({ members }) => members === null)
  for (const host of single) {
    const instances = instancesOf(host, estate, catalog)
    if (instances.length > 0) hosts.set(host.name, { name: host.name, cluster: null, instances })
  }
  const alone = new Set(single.map(({ name }) => name).filter((name) => !hosts.has(name)))
  for (const { name: cluster, members, ...rest } of all) {
    const instances = members === null ? [] : instancesOf({ name: cluster, members, ...rest }, estate, catalog)
    if (instances.length === 0) continue
    for (const member of members ?? []) {
      const name = member.toLowerCase()
      const known = hosts.get(name)?.instances ?? []
      if (alone.has(name)) hosts.set(name, { name, cluster, instances: [...known, ...instances] })
    }
  }
  return { estate: estate.name, hosts: [...hosts.values()].sort((a, b) => (a.name < b.name ? -1 : 1)) }
}
