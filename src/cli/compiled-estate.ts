// SPDX-License-Identifier: MIT
import type { Catalog } from '../catalog/catalog-flow.ts'
import type { EstateResult } from '../compile/compile-estate.ts'
import type { Estate } from '../estate/estate.ts'
import type { InputFile } from '../library/loaded-source.ts'
import { loadEstate } from './load-estate.ts'
import { packageVersion } from './package-root.ts'
import { printDiagnostics } from './print-diagnostics.ts'
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
  const { catalog, estate, diagnostics, files, inputs } = await loadEstate(path, streams, version)
  if (estate === null) {
    await printDiagnostics(diagnostics, 'text', files, streams, { quiet: streams.quiet })
    return null
  }
  const { compileEstate } = await import('../compile/compile-estate.ts')
  return {
    estate,
    catalog,
    inputs,
    compiled: compileEstate(estate, catalog, { version: packageVersion(), inputs: [], diagnostics }),
  }
}
