// SPDX-License-Identifier: MIT
import { estateDiagnostics } from '../compile/estate-diagnostics.ts'
import type { EstateFile } from './estate-file.ts'
import { type LibraryDiagnostic, libraryDiagnostics } from './library-diagnostic.ts'
import { loadEstate } from './load-estate.ts'

/**
 * Everything that is wrong with an estate, and what there is to know about it.
 *
 * ```ts
 * const found = await check({ path: 'estate.yaml', text })
 * const isFine = found.every(({ severity }) => severity !== 'error')
 * ```
 */
export const check = async (file: EstateFile): Promise<readonly LibraryDiagnostic[]> => {
  const { estate, catalog, version, diagnostics } = await loadEstate(file)
  return libraryDiagnostics(await estateDiagnostics(estate, catalog, version, diagnostics))
}
