// SPDX-License-Identifier: MIT
import type { CanAnswer, CanPair } from '../analysis/can.ts'
import type { Verdict } from '../analysis/verdict.ts'
import type { AnsweredFlow, QuestionBook } from '../library/question-book.ts'

/** An answer for people: a line a pair, the rules that decide, why not, and what would change it. */
export const canText = (
  packet: string,
  { pairs }: CanAnswer,
  fix: string | null,
  flowsOf: QuestionBook['flowsOf'],
): string => {
  const lines = pairs.flatMap((pair) => [
    `${pair.answer}: ${pair.from} -> ${pair.to} ${packet}`,
    ...verdictLines('in', pair.in, pair, flowsOf),
    ...(pair.out === null ? [] : verdictLines('out', pair.out, pair, flowsOf)),
  ])
  return `${[...lines, ...(fix === null ? [] : [`fix: ${fix}`])].join('\n')}\n`
}

const verdictLines = (
  direction: 'in' | 'out',
  { passes, by, rule, flows, assumed, why, policy }: Verdict,
  { answer }: CanPair,
  flowsOf: QuestionBook['flowsOf'],
): readonly string[] => {
  // Where the other end stops it, what lets it through is no answer.
  if (passes && answer === 'no') return []
  if (!passes) return [...(why === null ? [] : [`  ${why}`]), ...assumed.map((text) => `  if ${text}`)]
  if (by === 'no-policy') return assumed.map((text) => `  ${direction}: ${text}`)
  if (rule === null) {
    // Outbound traffic that nobody restricts is the usual case, and no news.
    return direction === 'out'
      ? []
      : [
          `  ${direction}: nothing${policy === null ? '' : ` of ${policy}`} stops it`,
          ...assumed.map((text) => `    if ${text}`),
        ]
  }
  return [
    `  ${direction}: ${rule.displayName === '' ? rule.id : rule.displayName}`,
    ...(rule.description === '' ? [] : [`    ${rule.description}`]),
    ...flowsOf(flows).map(ownLine),
    ...assumed.map((text) => `    if ${text}`),
  ]
}

/** Who answers for a flow of the user's own. */
const ownLine = ({ reason, owner, ticket, expires }: AnsweredFlow): string => {
  const facts = [owner, ticket, expires == null ? null : `until ${expires}`].filter((one) => one != null)
  return `    own flow: ${[reason, ...facts].join('; ')}`
}
