// SPDX-License-Identifier: MIT
import { diagnose } from '../diagnostics/diagnose.ts'
import type { Diagnostic, Span } from '../diagnostics/diagnostic.ts'
import type { Plan, PolicyPlan } from './plan.ts'
import { differenceTexts } from './print/difference-texts.ts'

/** Where a policy stands in the file: at one of its computers. */
export type Locate = (policy: PolicyPlan) => Span

/** Every change as a diagnostic, for tools that read those. */
export const planDiagnostics = ({ policies, warnings }: Plan, locate: Locate): readonly Diagnostic[] => [
  ...policies.flatMap((policy) => {
    const place = locate(policy)
    return [
      ...policy.opened.map(({ text }) => diagnose('packets-opened', { policy: policy.id, text }, place)),
      ...policy.closed.map(({ text }) => diagnose('packets-closed', { policy: policy.id, text }, place)),
      ...differenceTexts(policy).map((text) => diagnose('policy-differs', { policy: policy.id, text }, place)),
    ]
  }),
  ...warnings,
]
