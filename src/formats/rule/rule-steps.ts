// SPDX-License-Identifier: MIT
import type { Rule } from './rule.ts'

/**
 * A reader that gives each rule as soon as nothing behind it can change it any more. What it gives are the first rules of
 * its result, in order; the others stand in the result alone. What it throws, it throws before its first rule.
 */
export type RuleSteps<Result> = Generator<Rule, Result, undefined>

/** Every rule of the result, each as early as it is given. */
export function* everyRule<Result extends { readonly rules: readonly Rule[] }>(
  steps: RuleSteps<Result>,
): RuleSteps<Result> {
  let given = 0
  let step = steps.next()
  for (; step.done !== true; step = steps.next()) {
    given++
    yield step.value
  }
  yield* step.value.rules.slice(given)
  return step.value
}

/** The result, for whoever does not wait for single rules. */
export const atTheEnd = <Result>(steps: RuleSteps<Result>): Result => {
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  return step.value
}
