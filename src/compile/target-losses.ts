// SPDX-License-Identifier: MIT
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Estate } from '../estate/estate.ts'
import type { EstateResult } from './compile-estate.ts'
import { loadTargets } from './load-targets.ts'
import { declaredLosses, lossDiagnostics } from './loss-diagnostics.ts'
import { targetOptions } from './target-options.ts'

/** What the targets of an estate cannot say of its policies, before anything is written. */
export const targetLosses = async (
  estate: Estate,
  compiled: EstateResult,
  version: string,
): Promise<readonly Diagnostic[]> => {
  const targets = await loadTargets(estate.firewall.targets)
  return lossDiagnostics(
    declaredLosses(targets, compiled.policies, targetOptions(estate, version), compiled),
    estate.locate,
    false,
  )
}
