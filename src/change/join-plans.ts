// SPDX-License-Identifier: MIT
import { summaryOf } from './compare-sources.ts'
import type { Plan } from './plan.ts'

/** Comparisons of one estate with several computers as one plan. */
export const joinPlans = (estate: string | null, path: string, format: string, plans: readonly Plan[]): Plan => {
  const policies = plans.flatMap((plan) => plan.policies.map((policy) => ({ ...policy, host: plan.against.path })))
  return {
    estate,
    path,
    against: {
      path: plans.map(({ against }) => against.path).join(', '),
      format,
      losses: plans.flatMap(({ against }) => against.losses),
    },
    policies,
    flows: { added: [], removed: [], changed: [] },
    warnings: plans.flatMap(({ warnings }) => warnings),
    summary: summaryOf(policies),
  }
}
