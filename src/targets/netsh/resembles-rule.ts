// SPDX-License-Identifier: MIT
import type { Loss } from '../../formats/rule/loss.ts'

const TAG =
  /(?<![\w$-])(name|dir|action|enable|profile|protocol|local(?:port|ip)|remote(?:port|ip)|program|service|interfacetype|edge|security)=/gi
const BEGINS = /^(?:dir|action|profile|protocol|local(?:port|ip)|remote(?:port|ip)|interfacetype)=/i
const COMMAND = /\badvf\w*\s+f|\bfirewall\s+(?:add|set|delete)\b|NetFirewall\w*\b/i
const ADDS = /\badd\s+rule\b/i

/**
 * Whether a command that is none of netsh could be a line about rules whose first words were damaged, or what a damaged
 * line was torn into: it has words of such a line, or two of its tags, or begins with one.
 */
export const resemblesRule = (text: string): boolean =>
  COMMAND.test(text) || BEGINS.test(text) || tagsIn(text) >= (ADDS.test(text) ? 1 : 2)

/** Tags whose value holds another: a quote may be missing, and what it would have ended is no part of the rule. */
export const swallowingTags = (tags: ReadonlyMap<string, string>): readonly Omit<Loss, 'rule'>[] =>
  [...tags]
    .filter(([, value]) => tagsIn(value) > 0)
    .map(([field]) => ({ field, reason: 'holds another tag of a rule: a quote may be missing' }))

/** How many different tags of a rule stand in a text. */
export const tagsIn = (text: string): number => {
  const found = text.includes('=') ? text.toLowerCase().match(TAG) : null
  return found === null ? 0 : found.length < 2 ? found.length : new Set(found).size
}
