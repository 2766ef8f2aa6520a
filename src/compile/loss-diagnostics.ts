// SPDX-License-Identifier: MIT
import { getOrInsert } from '../collections/get-or-insert.ts'
import { diagnose } from '../diagnostics/diagnose.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Estate } from '../estate/estate.ts'
import type { Loss } from '../formats/rule/loss.ts'
import type { Policy } from '../rules/policy.ts'
import type { EstateFlows, Target, TargetOptions } from '../targets/target.ts'

export interface FoundLoss {
  readonly target: string
  /** Null where it is about the flows of the estate. */
  readonly policy: string | null
  readonly loss: Loss
}

/** What each target declares that it cannot say of the policies: found without writing anything. */
export const declaredLosses = (
  targets: readonly Target[],
  policies: readonly Policy[],
  options: TargetOptions,
  flows: EstateFlows,
): readonly FoundLoss[] =>
  targets.flatMap((target) => [
    ...policies.flatMap((policy) =>
      target.unsayable(policy, options).map((loss) => ({ target: target.name, policy: policy.id, loss })),
    ),
    ...(target.estate?.unsayable?.(flows, options) ?? []).map((loss) => ({ target: target.name, policy: null, loss })),
  ])

/** One diagnostic for each thing that a target cannot say, however many policies and rules it concerns. */
export const lossDiagnostics = (
  found: readonly FoundLoss[],
  locate: Estate['locate'],
  allowed: boolean,
): readonly Diagnostic[] => {
  const kinds = new Map<string, FoundLoss[]>()
  for (const one of found) getOrInsert(kinds, `${one.target}|${one.loss.field}|${one.loss.reason}`, () => []).push(one)
  return [...kinds.values()].map((group) => {
    const { target, loss } = group[0] as FoundLoss
    return diagnose(
      allowed ? 'loss-allowed' : 'loss',
      {
        target,
        policies: [...new Set(group.flatMap(({ policy }) => policy ?? []))],
        rules: [...new Set(group.flatMap(({ loss: { rule } }) => (rule === null ? [] : [rule])))],
        field: loss.field,
        reason: loss.reason,
      },
      placeOf(loss, locate),
    )
  })
}

/** A setting is named in the file; a rule comes from all of it. */
const placeOf = ({ field }: Loss, locate: Estate['locate']): ReturnType<Estate['locate']> => {
  const setting = /^settings\.(\w+)$/.exec(field)?.[1]
  return setting === undefined ? locate(['name'], 'value') : locate(['firewall', 'settings', setting], 'value')
}
