// SPDX-License-Identifier: MIT
import type { Catalog, CatalogFlow } from '../catalog/catalog-flow.ts'
import type { Estate, Install, Site } from '../estate/estate.ts'
import type { Party } from './party.ts'

/** Whether the estate names the condition of a row, or says it itself by a role that somebody holds. */
export const featureApplies = (
  estate: Estate,
  catalog: Catalog,
  heldRoles: ReadonlySet<string>,
  entry: CatalogFlow,
): boolean => {
  if (entry.when === null || estate.allFeatures || estate.features.has(entry.when)) return true
  const feature = catalog.features.get(entry.when)
  if (feature === undefined) return false
  if (feature.option !== null || feature.roles.some((role) => heldRoles.has(role))) return true
  return (
    feature.internetFacing && [...estate.hosts.values()].some(({ roles }) => roles.some((one) => one.internetFacing))
  )
}

/** Whether a site's way of communication asks for the row. */
export const modeApplies = (site: Site | null, entry: CatalogFlow): boolean => {
  if (entry.mode === null || site === null || site.communication === 'both') return true
  return site.communication === (entry.mode === 'mixed' || entry.mode === 'http' ? 'http' : 'https')
}

/** Whether a client group is installed in a way that needs the row. */
export const methodApplies = (estate: Estate, catalog: Catalog, entry: CatalogFlow, party: Party): boolean =>
  party.group?.install.some((install) => installNeeds(estate, catalog, entry, install)) ?? false

export const installNeeds = (estate: Estate, catalog: Catalog, entry: CatalogFlow, install: Install): boolean => {
  if (!entry.installMethods.includes(install.method)) return false
  const told = catalog.roles.get(entry.to)?.installOption ?? null
  if (told !== null && install.told.get(told) === false) return false
  const option = entry.when === null ? null : (catalog.features.get(entry.when)?.option ?? null)
  if (option === null || estate.allFeatures || estate.features.has(entry.when as string)) return true
  return (install as unknown as Readonly<Record<string, unknown>>)[option.key] === option.value
}
