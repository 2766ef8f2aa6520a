// SPDX-License-Identifier: MIT
import type { Catalog } from '../catalog/catalog-flow.ts'
import type { EstateResult } from '../compile/compile-estate.ts'
import type { Estate } from '../estate/estate.ts'
import type { InputFile } from '../library/loaded-source.ts'
import { checkedEstate } from './checked-estate.ts'
import { packageVersion } from './package-root.ts'
import type { Streams } from './streams.ts'

/** An estate with its flows and policies, for commands that answer questions; prints what is wrong and gives null otherwise. */
export const compiledEstate = async (
  path: string,
  streams: Streams,
  version?: number,
): Promise<{
  readonly estate: Estate
  readonly catalog: Catalog
  readonly compiled: EstateResult
  readonly inputs: readonly InputFile[]
} | null> => {
  const checked = await checkedEstate(path, streams, version)
  if (checked === null) return null
  const { estate, catalog, inputs, diagnostics } = checked
  const { compileEstate } = await import('../compile/compile-estate.ts')
  return {
    estate,
    catalog,
    inputs,
    compiled: compileEstate(estate, catalog, { version: packageVersion(), inputs: [], diagnostics }),
  }
}
