// SPDX-License-Identifier: MIT
import { UsageError } from '../diagnostics/usage-error.ts'
import { lintSource } from '../lint/lint-source.ts'
import { type LibraryDiagnostic, libraryDiagnostics } from './library-diagnostic.ts'
import { loadSource, type Rules } from './load-source.ts'
import { noAnswer } from './no-answer.ts'
import { rulePlaces } from './rule-places.ts'
import { rememberedText } from './rule-text.ts'

export interface LintRequest {
  /** An estate, or the text of a `portwright.json`: find stale rules and what no flow asks for. */
  readonly estate?: Rules
  /** Findings about rules of Windows' own groups too. */
  readonly all?: boolean
}

/**
 * Faults of any set of rules: covered, contradictory, too wide, without effect.
 *
 * ```ts
 * const found = await lint(await read({ path: 'server.wfw', bytes }))
 * ```
 */
export const lint = async (
  rules: Rules,
  { estate, all = false }: LintRequest = {},
): Promise<readonly LibraryDiagnostic[]> => {
  const loaded = await loadSource(rules)
  const against = estate === undefined ? null : await loadSource(estate)
  if ('faults' in loaded) return loaded.faults
  if (against !== null && 'faults' in against) return against.faults
  if (against !== null && against.source.estate === null)
    return noAnswer(
      new UsageError(`the file ${against.source.path} is no estate`, 'give what says which flows are needed'),
      rules.path,
    )
  const textOf = (): string | null => ('text' in rules ? rules.text : rememberedText(rules))
  return libraryDiagnostics(
    lintSource(loaded.source, {
      against: against?.source ?? null,
      all,
      place: rulePlaces(loaded, loaded.source.path, textOf),
    }),
  )
}
