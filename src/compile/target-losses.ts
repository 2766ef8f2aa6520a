// SPDX-License-Identifier: MIT
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Estate } from '../estate/estate.ts'
import type { Policy } from '../rules/policy.ts'
import { declaredLosses, lossDiagnostics } from './loss-diagnostics.ts'
import { loadTargets } from './run-compile.ts'
import { targetOptions } from './target-options.ts'

/** What the targets of an estate cannot say of its policies, before anything is written. */
export const targetLosses = async (
  estate: Estate,
  policies: readonly Policy[],
  version: string,
): Promise<readonly Diagnostic[]> => {
  const targets = await loadTargets(estate.firewall.targets)
  return lossDiagnostics(declaredLosses(targets, policies, targetOptions(estate, version)), estate.locate, false)
}
