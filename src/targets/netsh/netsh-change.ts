// SPDX-License-Identifier: MIT
import type { Rule } from '../../formats/rule/rule.ts'

/** Which rules a call changes or takes away: those of a name, those of a group, or any. */
export type NetshChange = { readonly name: string } | 'any'

const OF_RULES = /^advfirewall firewall (?:set|delete) rule\b/i
const OF_ALL = /^advfirewall (?:reset|import)\b/i

/** What a call does to rules that were made before it; null where it makes rules, looks at them, or is about something else. */
export const netshChange = (words: readonly string[], tags: ReadonlyMap<string, string>): NetshChange | null => {
  const command = words.join(' ')
  if (OF_ALL.test(command)) return 'any'
  if (!OF_RULES.test(command)) return null
  const name = tags.get('name')
  return name === undefined || name.toLowerCase() === 'all' ? (tags.has('group') ? null : 'any') : { name }
}

/** Rules that netsh makes have a name and no group. */
export const changesRule = (change: NetshChange, { displayName, id }: Rule): boolean =>
  change === 'any' || [displayName, id].some((name) => name.toLowerCase() === change.name.toLowerCase())
