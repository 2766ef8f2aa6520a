// SPDX-License-Identifier: MIT
import type { AdoptedRule, Adoption, AdoptionState } from '../adopt/adoption.ts'
import { visible } from '../diagnostics/visible.ts'
import { changeText } from '../packets/change-text.ts'

const HEADS: Readonly<Record<AdoptionState, string>> = {
  covered: 'covered by the policy: these rules may go',
  partly: 'covered in part: what they open beyond the policy',
  uncovered: 'not in the policy: a flow for each, its reason still to be written',
  unsayable: 'not in the policy, and no flow says it as narrowly',
}
const STATES = Object.keys(HEADS) as readonly AdoptionState[]

const lines = ({ rule, reason, beyond, flow }: AdoptedRule): readonly string[] => [
  `  ${visible(rule.displayName === '' ? rule.id : rule.displayName)}`,
  ...(reason === null ? [] : [`      ${visible(reason)}`]),
  ...beyond.map((change) => `    + ${visible(changeText(change))}`),
  ...(flow === null || flow.name === rule.displayName ? [] : [`      as the flow ${visible(flow.name)}`]),
]

/** What becomes of each rule, for people. */
export const adoptText = ({ host, rules, summary }: Adoption): string => {
  const sections = STATES.flatMap((state) => {
    const own = rules.filter((one) => one.state === state)
    return own.length === 0 ? [] : [`${HEADS[state]} (${own.length})`, ...own.flatMap(lines), '']
  })
  const more = [
    ...(summary.leftOut === 0
      ? []
      : [`${summary.leftOut} not looked at (Windows’ own, outbound, blocking, disabled, other profiles)`]),
    ...(summary.unread === 0 ? [] : [`${summary.unread} could not be read`]),
  ]
  return `${[...sections, `${host}: ${STATES.map((state) => `${summary[state]} ${state}`).join(', ')}${more.map((part) => `; ${part}`).join('')}`].join('\n')}\n`
}
