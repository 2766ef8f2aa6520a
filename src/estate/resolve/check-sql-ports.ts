// SPDX-License-Identifier: MIT
import type { Catalog, Endpoint as EndpointKind, Parameter } from '../../catalog/catalog-flow.ts'
import { getOrInsert } from '../../collections/get-or-insert.ts'
import type { Host, HostRole } from '../estate.ts'
import type { Path } from '../problem.ts'
import type { Context } from './context.ts'

const LABELS: Readonly<Record<EndpointKind, string>> = {
  tsql: 'SQL Server',
  'service-broker': 'Service Broker',
  mirroring: 'database mirroring',
}

interface Endpoint {
  readonly endpoint: EndpointKind
  readonly label: string
  readonly port: string
  readonly path: Path
  /** Defaults of two instances do not collide: a second Service Broker may well be unused. */
  readonly written: boolean
}

/** By role: most roles have no endpoint, and each role of each host is asked. */
const byCatalog = new WeakMap<Catalog, Map<string, readonly Parameter[]>>()
const parametersOf = (catalog: Catalog, role: string): readonly Parameter[] => {
  const known = getOrInsert(byCatalog, catalog, () => new Map<string, readonly Parameter[]>())
  return getOrInsert(known, role, () =>
    [...catalog.parameters.values()].filter(({ endpoint, roles }) => endpoint !== null && roles.includes(role)),
  )
}

const endpointsOf = (role: HostRole, { catalog, product }: Context): readonly Endpoint[] =>
  parametersOf(catalog, role.role).flatMap((parameter): readonly Endpoint[] => {
    const { endpoint } = parameter
    if (endpoint === null) return []
    if (product !== null && !parameter.products.includes(product)) return []
    const own = role.ports.get(parameter.id)
    if (own === undefined && endpoint === 'tsql' && role.instance !== null) return []
    const instance = role.instance === null ? 'the default instance' : `the instance ${role.instance}`
    return (own ?? [parameter.default]).map((port) => ({
      endpoint,
      label: `${LABELS[endpoint]} of ${instance}`,
      port,
      path: own === undefined ? role.path : [...role.path, parameter.key],
      written: own !== undefined,
    }))
  })

/** Two SQL Server endpoints of one computer cannot share a port. */
export const checkSqlPorts = (host: string, roles: readonly HostRole[], context: Context): void => {
  if (roles.every(({ role }) => parametersOf(context.catalog, role).length === 0)) return
  const taken = new Map<string, Endpoint>()
  for (const endpoint of roles.flatMap((role) => endpointsOf(role, context))) {
    const other = taken.get(endpoint.port)
    if (other === undefined) taken.set(endpoint.port, endpoint)
    if (other === undefined || other.label === endpoint.label || !(other.written || endpoint.written)) continue
    const [first, second] = endpoint.written ? [other, endpoint] : [endpoint, other]
    const related = [{ message: `${first.label} uses it here.`, path: first.path }]
    const parameters = { port: endpoint.port, first: first.label, second: second.label, host }
    context.report('sql-port-twice', parameters, second.path, 'value', related)
  }
}

/**
 * A name that several hosts serve cannot have the port of an endpoint that its members open on all of their addresses.
 * The port of an instance may be the same: its listener is another address of it.
 */
export const checkListenerPorts = (hosts: ReadonlyMap<string, Host>, context: Context): void => {
  for (const listener of hosts.values()) {
    const endpoints = listener.roles
      .flatMap((role) => endpointsOf(role, context))
      .filter(({ endpoint }) => endpoint === 'tsql')
    for (const member of endpoints.length === 0 ? [] : (listener.members ?? [])) {
      const taken = (hosts.get(member)?.roles ?? [])
        .flatMap((role) => endpointsOf(role, context))
        .filter(({ endpoint }) => endpoint !== 'tsql')
      for (const endpoint of endpoints) {
        const other = taken.find(({ port, written }) => port === endpoint.port && (written || endpoint.written))
        if (other === undefined) continue
        const related = [
          { message: `${other.label} of ${hosts.get(member)?.writtenName} uses it here.`, path: other.path },
        ]
        const second = `${endpoint.label}, which ${member} serves,`
        const parameters = { port: endpoint.port, first: other.label, second, host: listener.writtenName }
        context.report('sql-port-twice', parameters, endpoint.path, 'value', related)
        break
      }
    }
  }
}
