// SPDX-License-Identifier: MIT
import type { Catalog } from '../catalog/catalog-flow.ts'
import type { Estate } from '../estate/estate.ts'
import { baselineFlows } from './baseline-flows.ts'
import { catalogFlows } from './catalog-flows.ts'
import type { Flow } from './flow.ts'
import { endFactory } from './flow-end.ts'
import { ownFlows } from './own-flows.ts'
import { type Party, partiesOf } from './party.ts'

export interface FlowsOfEstate {
  readonly parties: readonly Party[]
  readonly flows: readonly Flow[]
}

/** Who talks to whom in an estate: the catalogue's rows, the user's own flows, and the baseline. */
export const compileFlows = (estate: Estate, catalog: Catalog): FlowsOfEstate => {
  const parties = partiesOf(estate, catalog)
  const ends = endFactory()
  return {
    parties,
    flows: [
      ...catalogFlows(estate, catalog, parties, ends),
      ...ownFlows(estate, catalog, parties, ends),
      ...baselineFlows(estate, catalog, parties, ends),
    ],
  }
}
