// SPDX-License-Identifier: MIT
import type { Catalog, Role } from './catalog-flow.ts'

/** Whether a role, or one that its holder is as well, has a property. */
export const roleHas = (
  catalog: Catalog,
  role: string,
  property: 'directory' | 'internetFacing' | 'networkBoot' | 'proxy' | 'servesClients',
): boolean => {
  const known: Role | undefined = catalog.roles.get(role)
  return known !== undefined && (known[property] || known.is.some((other) => roleHas(catalog, other, property)))
}
