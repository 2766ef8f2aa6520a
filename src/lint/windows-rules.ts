// SPDX-License-Identifier: MIT
import { diagnose } from '../diagnostics/diagnose.ts'
import type { Span } from '../diagnostics/diagnostic.ts'
import type { DiagnosticCode } from '../diagnostics/diagnostic-code.ts'
import type { Rule } from '../formats/rule/rule.ts'
import type { Finding } from './lint-set.ts'

/** Groups that Windows and its packages come with are named by a text in a file: `@FirewallAPI.dll,-28502`. */
export const isOfWindows = ({ group }: Rule): boolean => group.startsWith('@')

/** Findings about rules of Windows' own groups become one, which counts them: nobody mends these rules one by one. */
export const withoutWindows = (
  findings: readonly Finding[],
  rules: readonly Rule[],
  place: Span,
): readonly Finding[] => {
  const own = new Set(rules.filter(isOfWindows).map(({ id }) => id))
  const isListed = ({ rules: ids }: Finding): boolean => ids.some((id) => !own.has(id))
  const counted = findings.filter((finding) => !isListed(finding))
  if (counted.length === 0) return findings
  const codes = new Map<DiagnosticCode, number>()
  for (const { code } of counted) codes.set(code, (codes.get(code) ?? 0) + 1)
  return [
    ...findings.filter(isListed),
    { ...diagnose('windows-rules-counted', { count: counted.length, codes: [...codes] }, place), rules: [], by: [] },
  ]
}
