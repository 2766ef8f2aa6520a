// SPDX-License-Identifier: MIT
import type { Diagnostic, Span } from '../diagnostics/diagnostic.ts'
import type { Rule } from '../formats/rule/rule.ts'

/** Rules that one computer gets together, and what is known of them beyond their own words. */
export interface LintSet {
  readonly rules: readonly Rule[]
  /** Where a rule stands; the start of the file where nobody knows. */
  readonly place: (rule: Rule) => Span
  /** Null where nothing says that the computers keep dynamic RPC within a range. */
  readonly rpc: RestrictedRpc | null
  /** Null where no estate was given. */
  readonly needs: EstateNeeds | null
}

export interface RestrictedRpc {
  /** Where dynamic RPC answers now: `50000-50199`. */
  readonly ports: readonly string[]
  /** Where it would answer without the restriction: `49152-65535`. */
  readonly dynamicRange: string
  /** The estate itself asks for the keyword beside or instead of the range. */
  readonly keywordAsked: boolean
}

/** What an estate says of the computers that the rules are for. */
export interface EstateNeeds {
  /** How the groups of rules of this estate begin. */
  readonly groupPrefix: string
  /** Ids of the rules of each policy, by the group that they carry. */
  readonly groups: ReadonlyMap<string, ReadonlySet<string>>
  /** A host, or a policy: whose needs these are; null where it may be any host of the estate. */
  readonly of: string | null
  /** Rules that let in what the flows ask for, of that host or of all; null where the estate knows nothing of it. */
  readonly rules: readonly Rule[] | null
  /** What the keyword `RPC` stands for there. */
  readonly dynamicRanges: readonly string[]
}

/** A fault of a set of rules. */
export type Finding = Diagnostic & Required<Pick<Diagnostic, 'rules' | 'by'>>
