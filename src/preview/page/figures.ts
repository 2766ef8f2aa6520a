// SPDX-License-Identifier: MIT
import { groupDigits } from '../../diagnostics/group-digits.ts'
import type { PageInput } from '../page-input.ts'
import type { Exposure } from './exposure-section.ts'
import type { WarningView } from './warning-section.ts'

export interface Figure {
  readonly number: string
  readonly words: string
  readonly anchor: string
  readonly alarm: boolean
}

/** What somebody who signs wants to know in three seconds. */
export const figures = (
  { policies, parties, since }: PageInput,
  exposure: Exposure,
  warnings: readonly WarningView[],
): readonly Figure[] => {
  const figure = (number: number, one: string, many: string, anchor: string, alarm = false): Figure => ({
    number: groupDigits(number),
    words: number === 1 ? one : many,
    anchor,
    alarm: alarm && number > 0,
  })
  const widened = policies.reduce((sum, policy) => sum + policy.widened.length, 0)
  const urgent = warnings.filter(({ severity }) => severity !== 'info').length
  const summary = since?.plan.summary
  return [
    ...(summary === undefined
      ? []
      : [
          figure(summary.opened, 'change that opens', 'changes that open', 'changes', true),
          figure(summary.closed, 'change that closes', 'changes that close', 'changes'),
        ]),
    figure(exposure.rows.length, 'rule open to everyone', 'rules open to everyone', 'exposure', true),
    figure(urgent, 'warning', 'warnings', 'warnings', true),
    figure(widened, 'allowance beyond the need', 'allowances beyond the need', 'widened', false),
    figure(parties.filter(({ kind }) => kind === 'host').length, 'host', 'hosts', 'hosts'),
    figure(policies.length, 'policy', 'policies', 'hosts'),
    figure(
      policies.reduce((sum, policy) => sum + policy.rules.length, 0),
      'rule',
      'rules',
      'hosts',
    ),
  ]
}
