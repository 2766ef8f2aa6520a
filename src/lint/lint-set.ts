// SPDX-License-Identifier: MIT
import type { Diagnostic, Span } from '../diagnostics/diagnostic.ts'
import type { Rule } from '../formats/rule/rule.ts'
import type { RuleSet } from '../rules/rule-set.ts'

/** Rules that one computer gets together, and what is known of them beyond their own words. */
export interface LintSet {
  readonly rules: readonly Rule[]
  /** What the rules are together, in words, where a file holds several sets; else null. */
  readonly of: string | null
  /** Where a rule stands; the start of the file where nobody knows. */
  readonly place: (rule: Rule) => Span
  /** Null where nothing says that the computers keep dynamic RPC within a range. */
  readonly rpc: RestrictedRpc | null
  /** Null where no estate was given. */
  readonly needs: EstateNeeds | null
  /** Something else than “a block before an allow” decides between rules, such as the weights of filters. */
  readonly weighed: boolean
}

export interface RestrictedRpc {
  /** Where dynamic RPC answers now: `50000-50199`. */
  readonly ports: readonly string[]
  /** Where it would answer without the restriction: `49152-65535`. */
  readonly dynamicRange: string
  /** Whether the estate itself asks for the keyword, beside or instead of the range. */
  readonly asksForKeyword: (rule: Rule) => boolean
}

/** What an estate says of the computers that the rules are for. */
export interface EstateNeeds {
  readonly estate: string
  readonly policies: readonly RuleSet[]
  /** The policy of those computers; null where it may be any. */
  readonly policy: RuleSet | null
}

/** A fault of a set of rules. */
export type Finding = Diagnostic & Required<Pick<Diagnostic, 'rules' | 'by'>>
