// SPDX-License-Identifier: MIT
import type { CanPair } from '../analysis/can.ts'
import type { Verdict } from '../analysis/verdict.ts'
import type { Profile } from '../formats/rule/rule.ts'
import { answerer } from './can-answerer.ts'
import type { LibraryDiagnostic } from './library-diagnostic.ts'
import { loadSource, type Rules } from './load-source.ts'
import { noAnswer } from './no-answer.ts'
import { ownFacts } from './own-facts.ts'

export interface CanRequest {
  /** Which profile is active; left out: every one of the policy has to let the packet through. */
  readonly profile?: Profile
  /** Of a file: the receiver's rules (`in`, the default) or the sender's. */
  readonly direction?: 'in' | 'out'
  /** Of a file with several policies: which one. */
  readonly policy?: string
}

export interface FlowAnswer {
  /** Null where the question cannot be answered; `diagnostics` says why. */
  readonly answer: 'yes' | 'no' | null
  readonly from: string
  readonly to: string
  readonly packet: string
  /** What the receiver's policy decides. */
  readonly in: Verdict | null
  /** What the sender's policy decides; null where that is not asked about. */
  readonly out: Verdict | null
  /** The smallest change of the estate that would allow it. */
  readonly fix: string | null
  readonly pairs: readonly CanPair[]
  readonly diagnostics: readonly LibraryDiagnostic[]
}

/**
 * Would this packet pass, and why. `packet` is `443/tcp`, `rpc/tcp`, `icmp` and so on.
 *
 * ```ts
 * const { answer, fix } = await can({ path: 'estate.yaml', text }, 'workstations', 'cm01.contoso.test', '443/tcp')
 * ```
 */
export const can = async (
  rules: Rules,
  from: string,
  to: string,
  packet: string,
  { profile, direction, policy }: CanRequest = {},
): Promise<FlowAnswer> => {
  const question = { from, to, packet }
  const unanswered = (diagnostics: readonly LibraryDiagnostic[]): FlowAnswer => ({
    answer: null,
    ...question,
    in: null,
    out: null,
    fix: null,
    pairs: [],
    diagnostics,
  })
  const loaded = await loadSource(rules)
  if ('faults' in loaded) return unanswered(loaded.faults)
  try {
    const { answer } = await answerer(loaded, policy ?? null, async () => ownFacts().catalog)
    const { found, fix } = answer({ ...question, profile: profile ?? null, direction: direction ?? null })
    return { answer: found.answer, ...question, in: found.in, out: found.out, fix, pairs: found.pairs, diagnostics: [] }
  } catch (error) {
    return unanswered(noAnswer(error, rules.path))
  }
}
