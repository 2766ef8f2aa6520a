// SPDX-License-Identifier: MIT
import { cutText } from '../formats/text/cut-text.ts'

/** A text of the peer on one line: every line end, control and format character, and what no estate file holds, becomes a blank. */
export const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\ufffd]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()

/** Whether a text can be a name in an estate: 1 to 200 printable characters without `|`; `__proto__` and its like are none. */
export const isName = (text: string): boolean =>
  text !== '' && text.length <= 200 && text === oneLine(text) && !text.includes('|') && !text.startsWith('__')

/** Text for a message or a comment, cut where it is long. */
export const excerpt = (text: string): string => {
  const line = oneLine(text)
  return line.length > 120 ? `${cutText(line, 119)}…` : line
}
