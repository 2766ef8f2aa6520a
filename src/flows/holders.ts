// SPDX-License-Identifier: MIT
import type { CatalogFlow } from '../catalog/catalog-flow.ts'
import { methodApplies } from './conditions.ts'
import type { FlowEnd } from './flow.ts'
import { type FlowContext, part } from './flow-context.ts'
import type { Party } from './party.ts'

/** Whether somebody of a site takes part for a role: its holders, those who stand in for it, and those who serve it from above. */
export const takesPart = ({ estate, index, catalog, standIns }: FlowContext, role: string, site: string): boolean => {
  if (index.sitesOf(role).has(site) || (standIns.get(role) ?? []).some((other) => index.sitesOf(other).has(site)))
    return true
  const above = catalog.roles.get(role)?.servedBy.parent ?? null
  const parent = estate.sites.get(site)?.parent ?? null
  return above !== null && parent !== null && index.sitesOf(above).has(parent)
}

/** Holders of a role at one site; those without a site serve every one. `other` is the role at the row's other end. */
export const holdersAt = (context: FlowContext, role: string, site: string | null, other: string): readonly Party[] => {
  const { estate, catalog, index } = context
  let parties = index.holders(role, site)
  const more = (key: string, found: readonly Party[]): void => {
    if (found.length > 0) parties = part(context, key, () => [...new Set([...parties, ...found])])
  }
  for (const standIn of context.standIns.get(role) ?? [])
    if (other !== role && other !== standIn) more(`${role}+${standIn} ${site}`, index.holders(standIn, site))
  const above = catalog.roles.get(role)?.servedBy.parent ?? null
  const parent = site === null ? null : (estate.sites.get(site)?.parent ?? null)
  if (above !== null && parent !== null) more(`${role} above ${site}`, holdersIn(context, above, parent))
  return parties
}

/** Holders of a role that belong to the site themselves. */
export const holdersIn = (context: FlowContext, role: string, site: string): readonly Party[] =>
  part(context, `${role} in ${site}`, () => context.index.holders(role, site).filter((party) => party.site === site))

/** Those of the holders whom the row concerns: client groups that are installed in a way that needs it. */
export const concernedBy = (
  context: FlowContext,
  entry: CatalogFlow,
  role: string,
  holders: readonly Party[],
  where: string,
): readonly Party[] => {
  const { estate, catalog } = context
  return entry.installMethods.length > 0 && catalog.roles.get(role)?.kind === 'client'
    ? part(context, `${entry.id} ${where}`, () =>
        holders.filter((party) => methodApplies(estate, catalog, entry, party)),
      )
    : holders
}

/** Parties as an end; a role that nobody holds may stand for any address. */
export const endOf = ({ catalog, ends }: FlowContext, role: string, parties: readonly Party[]): FlowEnd =>
  parties.length === 0 && catalog.roles.get(role)?.anywhere === true ? ends.ofAny(role) : ends.ofParties(parties)
