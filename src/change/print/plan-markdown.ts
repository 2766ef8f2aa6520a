// SPDX-License-Identifier: MIT
import { count } from '../../diagnostics/count.ts'
import { markdownText } from '../../diagnostics/markdown-text.ts'
import type { ChangeEnd, Plan, PlannedChange, PolicyPlan } from '../plan.ts'
import { joined, whatText } from '../sentence.ts'
import { differenceTexts } from './difference-texts.ts'
import { summaryText } from './summary-text.ts'

/** Longer tables are folded: a pull request is read from its top. */
const LONG = 12
const FEW = 4
const SOME = 8

const endText = ({ names, roles }: ChangeEnd): string => {
  const who = names.length === 0 ? 'any address' : joined(names, FEW)
  return roles.length === 0 ? markdownText(who) : `${markdownText(who)} (${markdownText(joined(roles, FEW))})`
}

const why = ({ why: reasons }: PlannedChange): string => {
  const texts = reasons.map(({ text, reason, owner, ticket, expires }) =>
    [reason ?? text, owner, ticket, expires == null ? null : `until ${expires}`]
      .filter((one) => one != null)
      .join(', '),
  )
  return markdownText(joined([...new Set(texts)], 2))
}

const row = (sign: string, change: PlannedChange): string =>
  `| ${sign} | ${endText(change.from)} | ${endText(change.to)} | ${markdownText(whatText(change))} | ${markdownText(change.text)} | ${why(change)} |\n`

const table = ({ opened, closed }: PolicyPlan): string =>
  opened.length + closed.length === 0
    ? ''
    : `| | From | To | On | In words | Why |\n| --- | --- | --- | --- | --- | --- |\n${opened.map((change) => row('➕', change)).join('')}${closed.map((change) => row('➖', change)).join('')}\n`

const section = (policy: PolicyPlan): string => {
  const { id, wasId, state, members, opened, closed } = policy
  const lines = differenceTexts(policy)
  if (state === 'same' && lines.length === 0) return ''
  const who = members.length === 0 ? '' : ` – ${markdownText(joined(members, FEW))}`
  const word = state === 'changed' || state === 'same' ? '' : `, ${state}`
  const before = wasId === null ? '' : `, was ${markdownText(wasId)}`
  const changes = opened.length + closed.length
  const body = `${table(policy)}${lines.map((line) => `- ${markdownText(line)}\n`).join('')}${lines.length > 0 ? '\n' : ''}`
  const folded =
    changes + lines.length > LONG
      ? `<details>\n<summary>${opened.length} opened, ${closed.length} closed, ${count(lines.length, 'other change')}</summary>\n\n${body}</details>\n\n`
      : body
  return `### ${markdownText(id)}${word}${before}${who}\n\n${folded}`
}

const againstText = ({ against: { path, hosts = [], unread = [] } }: Plan): string =>
  hosts.length + unread.length === 0
    ? path
    : `what is in force on ${joined(hosts, SOME) || 'no server'}${unread.length === 0 ? '' : `; not read: ${joined(unread, SOME)}`}`

/** The plan as a comment on a pull request. What users wrote is text in it, never markup. */
export const planMarkdown = (plan: Plan): string => {
  const title = `## ${markdownText(plan.estate ?? plan.path)}: ${markdownText(summaryText(plan))}\n\n`
  const warnings = plan.warnings.map(({ message }) => `> **Warning:** ${markdownText(message)}\n`).join('')
  return `${title}Compared with ${markdownText(againstText(plan))}.\n\n${warnings}${warnings === '' ? '' : '\n'}${plan.policies.map(section).join('')}`
}
