// SPDX-License-Identifier: MIT
import type { FlowRecord } from '../flows/flow-record.ts'
import type { RuleSource } from '../rules/rule-source.ts'
import { foreignBlocks } from './foreign-blocks.ts'
import { matchPolicies, type Unclear } from './match-policies.ts'
import type { Plan, PlanSummary, PolicyPlan, RuleChange } from './plan.ts'
import { knowledgeOf } from './planned-change.ts'
import { policyPlan } from './policy-plan.ts'

export interface PlanOptions {
  /** The one policy that is compared; null: every one. */
  readonly policy?: string | null
  /** Whether rules of others are listed, not only counted. */
  readonly withForeign?: boolean
  /** Builds of Configuration Manager, where an estate is compared with itself. */
  readonly versions?: { readonly now: number; readonly was: number } | null
}

/** What becomes different from `was` to `now`. */
export const compareSources = (now: RuleSource, was: RuleSource, options: PlanOptions = {}): Plan | Unclear => {
  const pairs = matchPolicies(now, was, options.policy ?? null)
  if ('candidates' in pairs) return pairs
  const is = knowledgeOf(now.flows, now.parties)
  const before = was.estate === null ? is : knowledgeOf(was.flows, was.parties)
  const policies = pairs.map((pair) => policyPlan(pair, is, before, options.withForeign === true))
  const versions = options.versions ?? null
  return {
    estate: now.estate,
    path: now.path,
    ...(versions !== null && { version: versions.now }),
    against: {
      path: was.path,
      format: was.format,
      ...(versions !== null && { version: versions.was }),
      losses: pairs.flatMap((pair) => pair.was?.losses ?? []),
    },
    policies,
    flows: flowNames(now, was),
    warnings: pairs.flatMap((pair) => foreignBlocks(pair, was.path)),
    summary: summaryOf(policies),
  }
}

/** Files know no flows: against them none came or went. */
const flowNames = (now: RuleSource, was: RuleSource): Plan['flows'] => {
  if (was.estate === null) return { added: [], removed: [], changed: [] }
  const [is, before] = [textsOf(now.flows), textsOf(was.flows)]
  return {
    added: [...is.keys()].filter((id) => !before.has(id)),
    removed: [...before.keys()].filter((id) => !is.has(id)),
    changed: [...is].filter(([id, text]) => before.has(id) && before.get(id) !== text).map(([id]) => id),
  }
}

/** What a flow says, its sources and notes left aside. */
const textsOf = (flows: readonly FlowRecord[]): ReadonlyMap<string, string> =>
  new Map(
    flows.map(({ id, from, to, protocol, ports, icmp4, icmp6, reason, owner, ticket, expires }) => [
      id,
      JSON.stringify([from, to, protocol, ports, icmp4, icmp6, reason, owner, ticket, expires]),
    ]),
  )

const sum = (policies: readonly PolicyPlan[], of: (policy: PolicyPlan) => number): number =>
  policies.reduce((total, policy) => total + of(policy), 0)

export const summaryOf = (policies: readonly PolicyPlan[]): PlanSummary => {
  const states = (state: PolicyPlan['state']): number => policies.filter((policy) => policy.state === state).length
  const rules = (change: RuleChange['change']): number =>
    sum(policies, (policy) => policy.rules.filter((one) => one.change === change).length)
  return {
    policies: { new: states('new'), gone: states('gone'), changed: states('changed'), same: states('same') },
    opened: sum(policies, ({ opened }) => opened.length),
    closed: sum(policies, ({ closed }) => closed.length),
    rules: { added: rules('added'), removed: rules('removed'), changed: rules('changed'), same: rules('same') },
    settings: sum(policies, ({ settings }) => settings.length),
    registry: sum(policies, ({ registry }) => registry.length),
    foreign: sum(policies, ({ foreignCount }) => foreignCount),
  }
}
