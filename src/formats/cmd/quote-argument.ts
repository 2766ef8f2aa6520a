// SPDX-License-Identifier: MIT
import { textOf } from './refuse-unsayable.ts'

const PLAIN = /^[A-Za-z0-9.:,_/+*-]+$/

/**
 * Quotes for the C runtime: backslashes count only before a quote, and are doubled there.
 * https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments
 */
const quoteForProgram = (text: string): string =>
  `"${text.replace(/(\\*)("|$)/g, (_, slashes, quote) =>
    quote === '' ? slashes + slashes : `${slashes}${slashes}\\"`,
  )}"`

/**
 * One argument, or the value of a `name=value` argument, on a line of a batch file where delayed expansion is off.
 * The program gets exactly this text. Between quotes cmd.exe changes nothing but `%`; a quote inside the text would end
 * that, so such a text is written with every quote and operator behind a caret.
 */
export const quoteArgument = (value: unknown): string => {
  const text = textOf(value)
  if (PLAIN.test(text)) return text
  const quoted = quoteForProgram(text).replaceAll('%', '%%')
  return text.includes('"') ? quoted.replace(/["^&|<>()]/g, '^$&') : quoted
}
