// SPDX-License-Identifier: MIT
import type { Catalog, CatalogFlow } from '../catalog/catalog-flow.ts'
import { defaultPort } from '../catalog/default-port.ts'
import type { Estate } from '../estate/estate.ts'
import type { Party } from './party.ts'

/** The ports on which a party answers for a row. `site` is the site that the flow belongs to where the party has none. */
export const portsOf = (
  estate: Estate,
  catalog: Catalog,
  entry: CatalogFlow,
  role: string,
  party: Party | null,
  site: string | null,
): readonly string[] => {
  if (entry.protocol === 'icmp') return []
  const parameter = entry.parameter === null ? undefined : catalog.parameters.get(entry.parameter)
  if (parameter === undefined) return [...entry.ports, ...entry.alternates]
  const elsewhere = parameter.elsewhere !== null && !holds(party, parameter.roles)
  const { id, scope } = (elsewhere ? catalog.parameters.get(parameter.elsewhere as string) : undefined) ?? parameter
  if (scope === 'site') {
    const owner = party?.site ?? site
    const value = owner === null ? undefined : estate.sites.get(owner)?.ports.get(id)
    return value ?? [defaultPort(catalog, id, entry)]
  }
  const own = (party?.host?.roles ?? []).filter(
    (held) => held.role === role || catalog.roles.get(held.role)?.is.includes(role),
  )
  const values = own.flatMap((held) => held.ports.get(id) ?? [defaultPort(catalog, id, entry)])
  return values.length === 0
    ? [defaultPort(catalog, id, entry)]
    : [...new Set(values)].sort((a, b) => Number(a) - Number(b))
}

const holds = (party: Party | null, roles: readonly string[]): boolean =>
  roles.some((role) => party?.host?.roles.some((held) => held.role === role))
