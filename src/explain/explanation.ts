// SPDX-License-Identifier: MIT
import type { Rule } from '../formats/rule/rule.ts'

export interface ExplainedSource {
  readonly document: string
  readonly section: string
  readonly line: number | null
  /** The public page, where one is known. */
  readonly url: string | null
}

/** A rule with whoever answers for it. Owner, ticket and expiry are those of the estate's own flows. */
export interface ExplainedRule {
  readonly rule: Rule
  readonly policy: string
  /** The host or client group that was asked for, else the only one of the policy; null where several share it. */
  readonly host: string | null
  readonly reason: string
  readonly owner: string | null
  readonly ticket: string | null
  readonly expires: string | null
  /** Whether nothing passes beyond what the flows ask for. */
  readonly narrow: boolean
  /** Why it is not narrow, one sentence each. */
  readonly wider: readonly string[]
  readonly sources: readonly ExplainedSource[]
}

export const SUBJECT_KINDS = [
  'code',
  'host',
  'clients',
  'policy',
  'rule',
  'flow',
  'entry',
  'own-flow',
  'role',
  'network',
  'owner',
  'port',
  'host-port',
  'address',
  'document',
] as const

/** The answer to `explain ESTATE WHAT`. */
export interface Explanation {
  readonly kind: (typeof SUBJECT_KINDS)[number]
  readonly subject: string
  /** What the subject is, in sentences. */
  readonly about: readonly string[]
  /** Where the rows of the catalogue that were asked for are printed. */
  readonly sources: readonly ExplainedSource[]
  readonly rules: readonly ExplainedRule[]
  readonly flows: readonly object[]
  /** Notes of the catalogue on the rows behind it, each once. */
  readonly notes: readonly { readonly id: string; readonly text: string }[]
}
