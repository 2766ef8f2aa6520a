// SPDX-License-Identifier: MIT
import { visible } from '../diagnostics/visible.ts'
import type { Loss } from '../formats/rule/loss.ts'

const LONGEST = 400

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)

/** What was not read, one line a loss, with the text of the rule that is missing below the last of its losses. */
export const lossesText = (losses: readonly Loss[]): string =>
  losses
    .map(({ rule, field, reason, text }, index) => {
      const who = rule === null ? '' : `rule ${visible(cut(rule))}, `
      const next = losses[index + 1]
      const last = next?.text !== text || next?.rule !== rule
      const whole = text === undefined || !last ? '' : `    ${visible(cut(text))}\n`
      return `not read: ${who}${visible(cut(field))}: ${visible(cut(reason))}\n${whole}`
    })
    .join('')
