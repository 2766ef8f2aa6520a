// SPDX-License-Identifier: MIT
import { count } from '../../diagnostics/count.ts'
import { visible } from '../../diagnostics/visible.ts'
import type { Plan, PlannedChange, PolicyPlan } from '../plan.ts'
import { joined } from '../sentence.ts'
import { differenceTexts } from './difference-texts.ts'
import { summaryText } from './summary-text.ts'

const FEW = 3

const rolesText = ({ from, to }: PlannedChange): string =>
  from.roles.length + to.roles.length === 0
    ? ''
    : `  (${joined(from.roles, FEW) || 'any'} -> ${joined(to.roles, FEW) || 'any'})`

const heading = ({ id, wasId, state, members, was, hash }: PolicyPlan): string => {
  const who = members.length === 0 || members.join() === id ? '' : ` (${joined(members, FEW)})`
  const word = state === 'new' ? ', new' : state === 'gone' ? ', gone' : ''
  const before = wasId === null ? '' : `, was ${wasId}`
  const hashes = [was, hash].flatMap((one) => (one === null ? [] : [one.slice(0, 16)]))
  const said = hashes.length === 0 || hashes[0] === hashes[1] ? '' : `  ${hashes.join(' -> ')}`
  return `${id}${who}${word}${before}${said}`
}

/** The plan for people: `+` what opens, `-` what closes, `~` what else changes, one line each, and a count. */
export const planText = (plan: Plan): string => {
  const lines = plan.policies.flatMap((policy) => {
    const changes = [
      ...policy.opened.map((change) => `  + ${change.text}${rolesText(change)}`),
      ...policy.closed.map((change) => `  - ${change.text}${rolesText(change)}`),
      ...differenceTexts(policy).map((text) => `  ~ ${text}`),
      ...policy.foreign.map(
        (rule) => `  . of others: ${rule.displayName || rule.id} (${rule.action} ${rule.direction})`,
      ),
    ]
    // Without a line there is nothing to say of a policy, unless it came or went.
    return changes.length === 0 && (policy.state === 'same' || policy.state === 'changed')
      ? []
      : [heading(policy), ...changes]
  })
  return [...lines, ...(lines.length === 0 ? [] : ['']), summaryText(plan)].map((line) => `${visible(line)}\n`).join('')
}

/** What else stands in the plan, for standard error. */
export const planNotes = ({ flows }: Plan): string =>
  flows.added.length + flows.removed.length + flows.changed.length === 0
    ? ''
    : `flows: ${count(flows.added.length, 'added', 'added')}, ${count(flows.removed.length, 'removed', 'removed')}, ${count(flows.changed.length, 'changed', 'changed')}\n`
