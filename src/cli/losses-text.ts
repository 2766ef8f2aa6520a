// SPDX-License-Identifier: MIT

import { groupDigits } from '../diagnostics/group-digits.ts'
import { visible } from '../diagnostics/visible.ts'
import type { Loss } from '../formats/rule/loss.ts'
import { cutText } from '../formats/text/cut-text.ts'

const LONGEST = 400
/** Nobody reads more; the JSON of `read` has all of them. */
const MOST = 1000

const cut = (text: string): string => (text.length > LONGEST ? `${cutText(text, LONGEST)}…` : text)

/**
 * What was not read, one line a loss, with the text of the rule that is missing below the last of its losses: the first
 * thousand, and how many more there are.
 */
export const lossesText = (losses: readonly Loss[]): string => {
  const lines = losses.slice(0, MOST).map(({ rule, field, reason, text }, index) => {
    const who = rule === null ? '' : `rule ${visible(cut(rule))}, `
    const next = losses[index + 1]
    const last = next?.text !== text || next?.rule !== rule
    const whole = text === undefined || !last ? '' : `    ${visible(cut(text))}\n`
    return `not read: ${who}${visible(cut(field))}: ${visible(cut(reason))}\n${whole}`
  })
  const more = losses.length - lines.length
  return lines.join('') + (more > 0 ? `not read: ${groupDigits(more)} more; portwright read --json names each\n` : '')
}
