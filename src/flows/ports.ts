// SPDX-License-Identifier: MIT
import type { CatalogFlow } from '../catalog/catalog-flow.ts'
import { defaultPort } from '../catalog/default-port.ts'
import type { FlowContext } from './flow-context.ts'
import type { Party } from './party.ts'

/** The ports on which a party answers for a row. `site` is the site that the flow belongs to where the party has none. */
export const portsOf = (
  { estate, catalog, index }: FlowContext,
  entry: CatalogFlow,
  role: string,
  party: Party | null,
  site: string | null,
): readonly string[] => {
  if (entry.protocol === 'icmp') return []
  const parameter = entry.parameter === null ? undefined : catalog.parameters.get(entry.parameter)
  const moot = parameter?.unlessHeld.some((other) => index.holders(other, party?.site ?? site).length > 0)
  if (parameter === undefined || moot === true) return [...entry.ports, ...entry.alternates]
  const elsewhere = parameter.elsewhere !== null && !holds(party, parameter.roles)
  const { id, scope } = (elsewhere ? catalog.parameters.get(parameter.elsewhere as string) : undefined) ?? parameter
  const owner = party?.site ?? site
  const atSite = (of: string | null): readonly string[] =>
    (of === null || owner === null ? undefined : estate.sites.get(owner)?.ports.get(of)) ?? [
      defaultPort(catalog, id, entry),
    ]
  if (scope === 'site') return atSite(id)
  const own = (party?.host?.roles ?? []).filter(
    (held) => held.role === role || catalog.roles.get(held.role)?.is.includes(role),
  )
  const values = own.flatMap((held) => held.ports.get(id) ?? atSite(parameter.siteDefault))
  return values.length === 0
    ? atSite(parameter.siteDefault)
    : [...new Set(values)].sort((a, b) => Number(a) - Number(b))
}

const holds = (party: Party | null, roles: readonly string[]): boolean =>
  roles.some((role) => party?.host?.roles.some((held) => held.role === role))
