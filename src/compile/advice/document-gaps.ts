// SPDX-License-Identifier: MIT
import type { Catalog, Role } from '../../catalog/catalog-flow.ts'
import { diagnose } from '../../diagnostics/diagnose.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Estate } from '../../estate/estate.ts'

/** Site systems for which the product's documents print nothing between them and the site server, which installs them all the same. */
export const documentGaps = (estate: Estate, catalog: Catalog): readonly Diagnostic[] => {
  const callers = namesOf([...catalog.roles.values()].filter((role) => role.callsSiteSystems))
  const rows = catalog.flows.filter(({ product, kind }) => product === estate.product && kind === 'flow')
  const linked = new Set(
    rows.flatMap(({ from, to }) => {
      if (from !== null && callers.has(to)) return [from]
      return from !== null && callers.has(from) ? [to] : []
    }),
  )
  const found = new Map<string, { readonly role: Role; readonly host: string; readonly index: number }>()
  for (const host of estate.hosts.values()) {
    // On the site server itself nothing goes over the network.
    if (host.roles.some(({ role }) => callers.has(role))) continue
    for (const [index, held] of host.roles.entries()) {
      const role = catalog.roles.get(held.role)
      if (role?.kind !== 'site-system' || [role.id, ...role.is].some((id) => linked.has(id))) continue
      if (!found.has(role.id)) found.set(role.id, { role, host: host.writtenName, index })
    }
  }
  return [...found.values()].map(({ role, host, index }) =>
    diagnose(
      'not-in-documents',
      { product: estate.product, noun: role.noun, host },
      estate.locate(['hosts', host, 'roles', index], 'value'),
    ),
  )
}

const namesOf = (roles: readonly Role[]): ReadonlySet<string> =>
  new Set(roles.flatMap(({ id, bySiteType }) => [id, ...Object.values(bySiteType)]))
