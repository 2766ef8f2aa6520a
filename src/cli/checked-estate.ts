// SPDX-License-Identifier: MIT
import type { Estate } from '../estate/estate.ts'
import { type LoadedEstate, loadEstate } from './load-estate.ts'
import { printDiagnostics } from './print-diagnostics.ts'
import type { Streams } from './streams.ts'

export interface CheckedEstate extends LoadedEstate {
  readonly estate: Estate
}

/** An estate that has no error; prints what is wrong and gives null otherwise. */
export const checkedEstate = async (
  path: string,
  streams: Streams,
  version?: number,
): Promise<CheckedEstate | null> => {
  const loaded = await loadEstate(path, streams, version)
  const { estate, diagnostics, files } = loaded
  if (estate !== null) return { ...loaded, estate }
  await printDiagnostics(diagnostics, 'text', files, streams, { quiet: streams.quiet })
  return null
}
