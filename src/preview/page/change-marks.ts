// SPDX-License-Identifier: MIT

import type { Plan } from '../../change/plan.ts'
import { getOrInsert } from '../../collections/get-or-insert.ts'

/** What is marked on the page because it is not as it was. */
export interface ChangeMarks {
  /** `opens`, `closes in part`, both, or nothing, of the rules with these ids. */
  readonly ofRules: (ids: readonly string[]) => string
  readonly isNewHost: (name: string) => boolean
}

export const NO_MARKS: ChangeMarks = { ofRules: () => '', isNewHost: () => false }

/** Rules through which something opened, or that let less through than before; hosts that came. */
export const changeMarks = (plan: Plan): ChangeMarks => getOrInsert(known, plan, () => marksOf(plan))

const known = new WeakMap<Plan, ChangeMarks>()

const marksOf = ({ policies }: Plan): ChangeMarks => {
  const ids = (kind: 'opened' | 'closed'): ReadonlySet<string> =>
    new Set(policies.flatMap((policy) => policy[kind].flatMap(({ rules }) => rules)))
  const [opened, closed] = [ids('opened'), ids('closed')]
  const hosts = new Set(policies.flatMap((policy) => policy.hosts.added.map((name) => name.toLowerCase())))
  return {
    ofRules: (rules) =>
      [
        ...(rules.some((id) => opened.has(id)) ? ['opens'] : []),
        ...(rules.some((id) => closed.has(id)) ? ['closes in part'] : []),
      ].join(', '),
    isNewHost: (name) => hosts.has(name.toLowerCase()),
  }
}
