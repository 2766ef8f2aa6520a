// SPDX-License-Identifier: MIT
import { count } from '../../diagnostics/count.ts'
import { isDifferent, type Plan } from '../plan.ts'

/** The count that ends a plan, in one line. */
export const summaryText = (plan: Plan): string => {
  const { summary, policies } = plan
  const { opened, closed, rules, settings, registry, foreign } = summary
  const others = foreign === 0 ? '' : `; ${count(foreign, 'rule')} of others left aside`
  if (!isDifferent(plan))
    return `no difference: ${count(policies.length, 'policy lets', 'policies let')} the same packets through${others}`
  const more = [
    settings === 0 ? '' : count(settings, 'setting'),
    registry === 0 ? '' : count(registry, 'registry value'),
    summary.policies.new === 0 ? '' : count(summary.policies.new, 'new policy', 'new policies'),
    summary.policies.gone === 0 ? '' : count(summary.policies.gone, 'policy gone', 'policies gone'),
  ].filter((part) => part !== '')
  const lists = `rules: ${rules.added} added, ${rules.removed} removed, ${rules.changed} changed, ${rules.same} same`
  return `${opened} opened, ${closed} closed${more.map((part) => `, ${part}`).join('')}; ${lists}${others}`
}
