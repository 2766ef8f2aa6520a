// SPDX-License-Identifier: MIT
import type { Catalog } from '../../catalog/catalog-flow.ts'
import { roleHas } from '../../catalog/role-has.ts'
import type { EstateFile } from '../estate-schema.ts'
import type { Path } from '../problem.ts'
import { type EndNames, resolveEnd } from './resolve-ends.ts'

/** Whom the RPC range of the estate is for. */
export interface RpcOn {
  readonly host: (name: string, roles: readonly string[]) => boolean
  readonly clients: (name: string, role: string) => boolean
}

const ALL = 'all'

const isServer = (catalog: Catalog, role: string): boolean => {
  const kind = catalog.roles.get(role)?.kind
  return kind === 'site-system' || kind === 'server'
}

/** Left out: the servers of Configuration Manager, unless they hold the directory of a domain too. */
const serversOf = (catalog: Catalog): RpcOn => ({
  host: (_, roles) =>
    roles.some((role) => isServer(catalog, role)) && !roles.some((role) => roleHas(catalog, role, 'directory')),
  clients: () => false,
})

/** A role and all that its holder is as well. */
const isRole = (catalog: Catalog, role: string, wanted: ReadonlySet<string>): boolean =>
  wanted.has(role) || (catalog.roles.get(role)?.is ?? []).some((other) => isRole(catalog, other, wanted))

/** Reads `firewall.rpc.on`: hosts, client groups and roles, or `all`. */
export const resolveRpcOn = (firewall: EstateFile['firewall'], ends: EndNames): RpcOn => {
  const { catalog, report } = ends.context
  const on = firewall?.rpc?.on
  if (on === undefined) return serversOf(catalog)
  const words = typeof on === 'string' ? [on] : on
  const path: Path = ['firewall', 'rpc', 'on']
  const hosts = new Set<string>()
  const groups = new Set<string>()
  const roles = new Set<string>()
  if (words.length === 0) report('empty-list', { key: 'on' }, path, 'key')
  for (const [index, word] of words.entries()) {
    const where = typeof on === 'string' ? path : [...path, index]
    if (word === ALL) continue
    const end = resolveEnd(word, where, ends)
    if (end?.kind === 'host') hosts.add(end.name)
    else if (end?.kind === 'clients') groups.add(end.name)
    else if (end?.kind === 'role') roles.add(end.role)
    else if (end !== null) report('rpc-on-unknown', { word }, where)
  }
  const all = words.includes(ALL)
  return {
    host: (name, held) => all || hosts.has(name) || held.some((role) => isRole(catalog, role, roles)),
    clients: (name, role) => all || groups.has(name) || isRole(catalog, role, roles),
  }
}
