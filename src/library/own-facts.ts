// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import type { Catalog } from '../catalog/catalog-flow.ts'
import { loadCatalog } from '../catalog/load-catalog.ts'
import type { Shape } from '../estate/shape/shape.ts'

/** What the package brings: not the user's files. */
export interface OwnFacts {
  readonly version: string
  readonly catalog: Catalog
  /** Undefined: made of the catalogue. */
  readonly shape: Shape | undefined
}

const textOf = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

let known: OwnFacts | null = null

/** Read once. The build puts a module in the place of this one that holds the facts and reads no file. */
export const ownFacts = (): OwnFacts => {
  known ??= {
    version: (JSON.parse(textOf('package.json')) as { readonly version: string }).version,
    catalog: loadCatalog((name) => textOf(`policies/catalog/${name}`)),
    shape: undefined,
  }
  return known
}
