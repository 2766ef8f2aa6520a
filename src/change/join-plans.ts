// SPDX-License-Identifier: MIT
import { summaryOf } from './compare-sources.ts'
import type { Plan } from './plan.ts'

/** Comparisons of one estate with computers as one plan. Of one computer `path` is its name, of several it is the format. */
export const joinPlans = (
  estate: string | null,
  path: string,
  format: string,
  plans: readonly Plan[],
  unread: readonly string[] = [],
): Plan => {
  const policies = plans.flatMap((plan) => plan.policies.map((policy) => ({ ...policy, host: plan.against.path })))
  const hosts = plans.map(({ against }) => against.path)
  const [only, ...others] = [...hosts, ...unread]
  return {
    estate,
    path,
    against: {
      path: only === undefined || others.length > 0 ? format : only,
      format,
      hosts,
      unread,
      losses: plans.flatMap(({ against }) => against.losses),
    },
    policies,
    flows: { added: [], removed: [], changed: [] },
    warnings: plans.flatMap(({ warnings }) => warnings),
    summary: summaryOf(policies),
  }
}
