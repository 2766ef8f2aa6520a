// SPDX-License-Identifier: MIT
import type { CanAnswer, CanPair } from '../analysis/can.ts'
import type { Verdict } from '../analysis/verdict.ts'
import type { FlowRecord } from '../flows/flow-record.ts'

/** An answer for people: a line a pair, the rules that decide, why not, and what would change it. */
export const canText = (
  packet: string,
  { pairs }: CanAnswer,
  fix: string | null,
  flows: readonly FlowRecord[],
): string => {
  const own = new Map(flows.filter(({ reason }) => reason != null).map((flow) => [flow.id, flow]))
  const lines = pairs.flatMap((pair) => [
    `${pair.answer}: ${pair.from} -> ${pair.to} ${packet}`,
    ...verdictLines('in', pair.in, pair, own),
    ...(pair.out === null ? [] : verdictLines('out', pair.out, pair, own)),
  ])
  return `${[...lines, ...(fix === null ? [] : [`fix: ${fix}`])].join('\n')}\n`
}

const verdictLines = (
  direction: 'in' | 'out',
  { passes, by, rule, flows, assumed, why, policy }: Verdict,
  { answer }: CanPair,
  own: ReadonlyMap<string, FlowRecord>,
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
    ...flows.flatMap((id) => ownLine(own.get(id))),
    ...assumed.map((text) => `    if ${text}`),
  ]
}

/** Who answers for a flow of the user's own. */
const ownLine = (flow: FlowRecord | undefined): readonly string[] => {
  if (flow === undefined) return []
  const { reason, owner, ticket, expires } = flow
  const facts = [owner, ticket, expires == null ? null : `until ${expires}`].filter((one) => one != null)
  return [`    own flow: ${[reason, ...facts].join('; ')}`]
}
