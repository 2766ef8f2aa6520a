// SPDX-License-Identifier: MIT
import { compileEstate } from '../compile/compile-estate.ts'
import { estateSource } from '../compile/estate-source.ts'
import { indexFault } from '../compile/open-index.ts'
import { readOutputIndex } from '../compile/output-index.ts'
import { outputSource } from '../compile/output-source.ts'
import { fileStart } from '../diagnostics/file-start.ts'
import { looksLikeIndex } from '../read/looks-like.ts'
import { foreignSet } from '../rules/foreign-set.ts'
import type { EstateFile } from './estate-file.ts'
import { type LibraryDiagnostic, libraryDiagnostics } from './library-diagnostic.ts'
import { loadEstate } from './load-estate.ts'
import type { LoadedSource } from './loaded-source.ts'
import type { RulesRead } from './rules-read.ts'

/** An estate, the text of a `portwright.json`, or what `read` gave. */
export type Rules = EstateFile | RulesRead

export type SourceOrFaults = LoadedSource | { readonly faults: readonly LibraryDiagnostic[] }

/** The sets of rules that one argument holds, or what is wrong with it. */
export const loadSource = async (given: Rules): Promise<SourceOrFaults> => {
  if (!('text' in given)) return fromRead(given)
  const bytes = new TextEncoder().encode(given.text)
  if (looksLikeIndex(bytes)) {
    const index = readOutputIndex(bytes, true)
    return 'fault' in index
      ? { faults: libraryDiagnostics([indexFault(fileStart(given.path).file, index)]) }
      : { source: outputSource(given.path, index), compiled: null }
  }
  const { version, catalog, estate, diagnostics } = await loadEstate(given)
  if (estate === null) return { faults: libraryDiagnostics(diagnostics) }
  const compiled = compileEstate(estate, catalog, { version, inputs: [], diagnostics })
  return { source: estateSource(given.path, compiled), compiled: { estate, catalog, compiled } }
}

const fromRead = ({ path, format, policies, diagnostics }: RulesRead): SourceOrFaults =>
  format === null
    ? { faults: diagnostics }
    : {
        source: {
          path,
          format,
          estate: null,
          flows: [],
          parties: [],
          sets: policies.map((policy) => foreignSet(format, policy)),
        },
        compiled: null,
      }
