// SPDX-License-Identifier: MIT
import type { Report } from '../estate/problem.ts'

/** What the options of a target are held against. */
export interface OptionContext {
  /** Paths begin with the target's name. */
  readonly report: Report
  /** Directions that the estate's rules have. */
  readonly direction: 'inbound' | 'both'
}

/** The options of a target: what the estate says under the target's name. What they do beyond the target is declared here too. */
export interface DeclaredOptions<Given, Values> {
  /** Checks what the words mean, and fills in the defaults. */
  readonly resolve: (given: Given | undefined, context: OptionContext) => Values
  /** DNS name of the estate's own domain, where the file names none at the top. */
  readonly domain?: (values: Values) => string | null
  /** First words of the names that policies have for people. */
  readonly policyPrefix?: (values: Values) => string
  /** What changes which packets pass, whatever the rules say: part of each policy's hash. */
  readonly passing?: (values: Values) => Readonly<Record<string, boolean>>
  /** Whether what no rule allows is blocked. */
  readonly blocks?: (values: Values) => boolean
}

export const declareOptions = <Given, Values>(
  options: DeclaredOptions<Given, Values>,
): DeclaredOptions<Given, Values> => options
