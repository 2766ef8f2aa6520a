// SPDX-License-Identifier: MIT

import type { Catalog, CatalogFlow } from '../../catalog/catalog-flow.ts'
import { inVersion } from '../../catalog/in-version.ts'
import { getOrInsert } from '../../collections/get-or-insert.ts'

export interface Lifetime {
  readonly since: number | null
  readonly until: number | null
}

/** Flows of the current branch by the roles at their ends; made once for a catalogue. */
const flowsByRole = new WeakMap<Catalog, ReadonlyMap<string, readonly CatalogFlow[]>>()

const index = (catalog: Catalog): ReadonlyMap<string, readonly CatalogFlow[]> => {
  const map = new Map<string, CatalogFlow[]>()
  for (const flow of catalog.flows) {
    if (flow.product !== 'cmcb' || flow.kind !== 'flow') continue
    for (const role of new Set([flow.from ?? '', flow.to])) map.set(role, [...(map.get(role) ?? []), flow])
  }
  return map
}

/** When every flow of a role lies outside a version: when the first of them began and the last ended. Null while one is in. */
export const roleOutsideVersion = (catalog: Catalog, role: string, version: number): Lifetime | null => {
  const flows = getOrInsert(flowsByRole, catalog, () => index(catalog)).get(role) ?? []
  if (flows.length === 0 || flows.some((flow) => inVersion(flow, version))) return null
  const since = Math.min(...flows.map((flow) => flow.since ?? 0))
  const until = Math.max(...flows.map((flow) => flow.until ?? Number.POSITIVE_INFINITY))
  return { since: since === 0 ? null : since, until: Number.isFinite(until) ? until : null }
}
