// SPDX-License-Identifier: MIT
import type { Catalog, CatalogFlow, Product } from './catalog-flow.ts'

/** A flow is in when since ≤ version < until. */
export const inVersion = (flow: CatalogFlow, version: number): boolean =>
  (flow.since === null || flow.since <= version) && (flow.until === null || version < flow.until)

/** The entries of a product, in a current branch version where one is given. */
export const entriesOf = (catalog: Catalog, product: Product, version: number | null): readonly CatalogFlow[] =>
  catalog.flows.filter((flow) => flow.product === product && (version === null || inVersion(flow, version)))
