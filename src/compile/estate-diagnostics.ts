// SPDX-License-Identifier: MIT
import type { Catalog } from '../catalog/catalog-flow.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Estate } from '../estate/estate.ts'

/** Everything that can be said of an estate without writing anything; `estate` is null where it has errors. */
export const estateDiagnostics = async (
  estate: Estate | null,
  catalog: Catalog,
  version: string,
  diagnostics: readonly Diagnostic[],
): Promise<readonly Diagnostic[]> => {
  if (estate === null) return diagnostics
  const { compileEstate } = await import('./compile-estate.ts')
  const { targetLosses } = await import('./target-losses.ts')
  const compiled = compileEstate(estate, catalog, { version, inputs: [], diagnostics })
  return [...compiled.diagnostics, ...(await targetLosses(estate, compiled, version))]
}
