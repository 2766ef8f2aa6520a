// SPDX-License-Identifier: MIT
import type { Rule } from '../formats/rule/rule.ts'
import type { RuleSteps } from '../formats/rule/rule-steps.ts'
import type { ReadResult } from './read-result.ts'

/** A file whose kind is known, and all of whose rules come one by one. */
export interface StartedRead {
  readonly format: string
  readonly steps: RuleSteps<Omit<ReadResult, 'format'>>
}

/** What was read as a whole. */
export function* readBefore<Result extends { readonly rules: readonly Rule[] }>(result: Result): RuleSteps<Result> {
  yield* result.rules
  return result
}
