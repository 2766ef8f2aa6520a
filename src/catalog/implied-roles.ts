// SPDX-License-Identifier: MIT
import type { Catalog } from './catalog-flow.ts'

/** The roles given and all that their holder is as well. */
export const impliedRoles = (catalog: Catalog, given: Iterable<string>): Set<string> => {
  const roles = new Set<string>()
  const add = (role: string): void => {
    if (roles.has(role)) return
    roles.add(role)
    for (const other of catalog.roles.get(role)?.is ?? []) add(other)
  }
  for (const role of given) add(role)
  return roles
}

/** The roles given and all that their holder may be, whatever its site and the groups that it belongs to by its role. */
export const possibleRoles = (catalog: Catalog, role: string): ReadonlySet<string> => {
  const roles = impliedRoles(catalog, [role])
  for (const held of [...roles]) {
    const { kind, bySiteType = {} } = catalog.roles.get(held) ?? {}
    for (const other of Object.values(bySiteType)) roles.add(other)
    for (const group of catalog.roles.values())
      if (kind !== undefined && group.members?.kind === kind) roles.add(group.id)
  }
  return roles
}
