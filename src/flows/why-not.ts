// SPDX-License-Identifier: MIT
import type { Catalog, CatalogFlow } from '../catalog/catalog-flow.ts'
import { inVersion } from '../catalog/in-version.ts'
import type { Estate } from '../estate/estate.ts'
import { featureApplies, methodApplies } from './conditions.ts'
import type { Party } from './party.ts'

/** Why no flow of an estate comes from a row of the catalogue, the first reason that holds. */
export const whyNot = (estate: Estate, catalog: Catalog, parties: readonly Party[], entry: CatalogFlow): string => {
  if (entry.product !== estate.product) return `it is a row of ${entry.product}, the estate is one of ${estate.product}`
  if (entry.kind === 'reference') return 'the document lists it without a sender'
  if (entry.kind !== 'flow') return 'the document says that it need not be opened'
  if (estate.version !== null && !inVersion(entry, estate.version))
    return entry.since !== null && estate.version < entry.since
      ? `it comes with version ${entry.since}, the estate has ${estate.version}`
      : `it went with version ${entry.until}, the estate has ${estate.version}`
  if (estate.except.some(({ flows }) => flows.includes(entry.id))) return 'the estate leaves it out under `except`'
  const held = new Set(parties.flatMap((party) => [...party.roles]))
  if (!featureApplies(estate, catalog, held, entry)) return `it waits until \`features\` names ${entry.when}`
  const nobody = [entry.from as string, entry.to].find(
    (role) => !held.has(role) && catalog.roles.get(role)?.anywhere !== true,
  )
  if (nobody !== undefined) return `no host or client group of the estate is ${nobody}`
  if (entry.installMethods.length > 0 && !parties.some((party) => methodApplies(estate, catalog, entry, party)))
    return `no client group is installed in the way that it needs (${entry.installMethods.join(', ')})`
  if (entry.mode !== null) return `it is for sites that communicate over ${entry.mode}, or its roles meet in none`
  return 'its roles meet in no site of the estate, or on one computer alone'
}
