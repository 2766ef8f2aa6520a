// SPDX-License-Identifier: MIT
import { type Entry, error, info, warning } from '../entry.ts'
import { quote, quotePath } from '../quote.ts'

/** What `plan` says of a change: what opens, what closes, what else becomes different. */
export const PLAN = {
  'foreign-block': warning<{ name: string; path: string; policy: string; what: string }>({
    message: ({ name, path, policy, what }) =>
      `The block ${quote(name)} in ${quotePath(path)} is none of ours and stops packets of the policy ${quote(policy)}: ${what}.`,
    hint: () => 'Take the block away or narrow it; Windows lets no rule of ours pass it.',
    help: 'A rule that blocks goes before every rule that allows, whoever made them. What a foreign block stops stays closed however a policy is changed.',
  }),
  'packets-opened': warning<{ policy: string; text: string }>({
    message: ({ policy, text }) => `Opens in ${quote(policy)}: ${text}.`,
    help: 'These packets pass under the new policy and did not before.',
  }),
  'packets-closed': warning<{ policy: string; text: string }>({
    message: ({ policy, text }) => `Closes in ${quote(policy)}: ${text}.`,
    help: 'These packets passed before and do not under the new policy.',
  }),
  'no-answer': error<{ message: string; remedy: string | null }>({
    message: ({ message }) => `${message.slice(0, 1).toUpperCase()}${message.slice(1)}.`,
    hint: ({ remedy }) => (remedy === null ? null : `${remedy.slice(0, 1).toUpperCase()}${remedy.slice(1)}`),
    help: 'The question names what nobody knows, or fits several policies. Nothing is guessed: ask it in other words.',
  }),
  'policy-differs': info<{ policy: string; text: string }>({
    message: ({ policy, text }) => `Changes in ${quote(policy)}: ${text}.`,
    help: 'Computers, profile settings or registry values of the policy become others; what passes by its rules is said apart from it.',
  }),
} as const satisfies Record<string, Entry<never>>
