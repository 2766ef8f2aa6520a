// SPDX-License-Identifier: MIT
import { compareSources, summaryOf } from '../change/compare-sources.ts'
import type { Plan } from '../change/plan.ts'
import { UsageError } from '../diagnostics/usage-error.ts'
import type { EstateFile } from './estate-file.ts'
import type { LibraryDiagnostic } from './library-diagnostic.ts'
import { loadSource, type Rules } from './load-source.ts'
import { noAnswer } from './no-answer.ts'

export interface ComparedRules extends Plan {
  /** What keeps the two from being compared; then there are no policies. */
  readonly diagnostics: readonly LibraryDiagnostic[]
}

export interface PlanRequest {
  /** Only this policy: its id, its Group Policy object, or one of its hosts. */
  readonly policy?: string
  /** List the rules of others too, not only their number. */
  readonly withForeign?: boolean
}

/**
 * What opens and what closes from `was` to `now`, in packets.
 *
 * ```ts
 * const { policies, summary } = await plan({ path: 'estate.yaml', text }, { path: 'estate.yaml', text: old })
 * const opened = policies.flatMap((policy) => policy.opened.map((change) => change.text))
 * ```
 */
export const plan = async (now: EstateFile, was: Rules, request: PlanRequest = {}): Promise<ComparedRules> => {
  const nothing = (diagnostics: readonly LibraryDiagnostic[]): ComparedRules => ({
    estate: null,
    path: now.path,
    against: { path: was.path, format: 'format' in was ? (was.format ?? '') : '', losses: [] },
    policies: [],
    flows: { added: [], removed: [], changed: [] },
    warnings: [],
    summary: summaryOf([]),
    diagnostics,
  })
  const [is, before] = [await loadSource(now), await loadSource(was)]
  const faults = [is, before].flatMap((side) => ('faults' in side ? side.faults : []))
  if ('faults' in is || 'faults' in before) return nothing(faults)
  try {
    if (is.source.estate === null)
      throw new UsageError(`the file ${now.path} is no estate`, 'give the rules of a file as the second argument')
    const { policy = null, withForeign = false } = request
    const found = compareSources(is.source, before.source, { policy, withForeign })
    if ('candidates' in found)
      throw new UsageError(
        `the file ${was.path} could be any of ${found.candidates.length} policies`,
        `name one of them: ${found.candidates.slice(0, 8).join(', ')}`,
      )
    return { ...found, diagnostics: [] }
  } catch (error) {
    return nothing(noAnswer(error, was.path))
  }
}
