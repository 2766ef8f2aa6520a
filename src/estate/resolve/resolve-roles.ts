// SPDX-License-Identifier: MIT
import { endpointParameter } from '../../catalog/endpoint-parameter.ts'
import type { HostRole, Ports } from '../estate.ts'
import type { Path } from '../problem.ts'
import { roleParameters } from '../schema/role-parameters.ts'
import type { RoleEntry } from '../schema/role-schema.ts'
import type { PortEntry } from '../schema/site-schema.ts'
import { sqlRoles } from '../schema/sql-roles.ts'
import { checkName } from './check-name.ts'
import { checkWsusPairs } from './check-wsus-pairs.ts'
import { byCodeUnit, type Context } from './context.ts'
import { readPortList } from './read-port-list.ts'
import { roleOutsideVersion } from './role-lifetime.ts'

/** Whether a role exists in the product and in the version of the estate. */
export const checkRole = (role: string, path: Path, { catalog, product, version, report }: Context): void => {
  const { products = [], kind } = catalog.roles.get(role) ?? {}
  if (product !== null && !products.includes(product)) report('role-not-in-product', { role, product, products }, path)
  else if (version !== null && product === 'cmcb') {
    const lifetime = roleOutsideVersion(catalog, role, version)
    // Site systems come and go with the product; a phone or a certification authority is there all the same.
    const code = kind === 'server' || kind === 'site-system' ? 'role-not-in-version' : 'role-without-flows'
    if (lifetime !== null) report(code, { role, version, ...lifetime }, path)
  }
}

const isPortEntry = (value: RoleEntry[string]): value is PortEntry =>
  typeof value === 'number' || typeof value === 'string' || Array.isArray(value)

/** The value of `wsusPorts.http` in `{ wsusPorts: { http } }`. */
const valueAt = (entry: RoleEntry, keys: readonly string[]): PortEntry | undefined => {
  const [outer = '', inner] = keys
  const value = entry[outer]
  if (inner === undefined) return isPortEntry(value) ? value : undefined
  return typeof value === 'object' && !Array.isArray(value)
    ? (value as Readonly<Record<string, PortEntry>>)[inner]
    : undefined
}

const portsOf = (entry: RoleEntry, path: Path, context: Context): Ports => {
  const { catalog, product, report } = context
  const ports = new Map<string, readonly string[]>()
  const parameters = roleParameters(catalog, entry.role)
  for (const { id, key, products, default: printed } of parameters) {
    const keys = key.split('.')
    const value = valueAt(entry, keys)
    if (value === undefined) continue
    const where = [...path, ...keys]
    if (product !== null && !products.includes(product))
      report('parameter-not-in-product', { key, product, products }, where, 'key')
    const list = readPortList(value, printed, key, where, context)
    if (list.length > 0) ports.set(id, list)
  }
  checkWsusPairs(ports, parameters, ({ key }) => [...path, ...key.split('.')], context)
  return ports
}

/** `MSSQLSERVER` is how Windows calls the default instance. */
const instanceOf = (entry: RoleEntry, path: Path, { report }: Context): string | null => {
  const { instance } = entry
  if (instance === undefined || instance.toUpperCase() === 'MSSQLSERVER') return null
  return checkName(instance, 'a SQL Server instance', report, [...path, 'instance'], 'value') ? instance : null
}

const resolveRole = (entry: RoleEntry, path: Path, context: Context): HostRole => {
  const { catalog, product, report } = context
  const ports = portsOf(entry, path, context)
  const instance = instanceOf(entry, path, context)
  if (sqlRoles(catalog).includes(entry.role)) {
    const { id, default: usual } = endpointParameter(catalog, 'tsql')
    const own = (ports.get(id) ?? []).filter((port) => port !== usual)
    if (instance !== null && entry.port === undefined)
      report('named-instance-without-port', { instance }, [...path, 'instance'])
    if (product === 'cm2007' && own.length > 0) report('custom-sql-port', { port: own.join(', ') }, [...path, 'port'])
  }
  return {
    role: entry.role,
    ports,
    instance,
    internetFacing: entry.internetFacing ?? false,
    pxeFrom: entry.pxeFrom ?? 'any',
    path,
  }
}

const NO_PORTS: Ports = new Map()

export const resolveRoles = (
  entries: readonly (string | RoleEntry)[],
  hostPath: Path,
  context: Context,
): readonly HostRole[] => {
  const roles: HostRole[] = []
  const seen = new Set<string>()
  for (const [index, entry] of entries.entries()) {
    const path = [...hostPath, 'roles', index]
    const name = typeof entry === 'string' ? entry : entry.role
    const namePath = typeof entry === 'string' ? path : [...path, 'role']
    checkRole(name, namePath, context)
    const role =
      typeof entry === 'string'
        ? { role: entry, ports: NO_PORTS, instance: null, internetFacing: false, pxeFrom: 'any' as const, path }
        : resolveRole(entry, path, context)
    const key = `${role.role}|${role.instance?.toLowerCase() ?? ''}`
    if (seen.has(key)) context.report('duplicate-role', { role: name }, namePath)
    else roles.push(role)
    seen.add(key)
  }
  // A copied array has no spare capacity, which one that grew by `push` keeps.
  return roles.toSorted((a, b) => byCodeUnit(a.role, b.role) || byCodeUnit(a.instance ?? '', b.instance ?? ''))
}
