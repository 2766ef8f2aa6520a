// SPDX-License-Identifier: MIT
import type { Rule } from '../../formats/rule/rule.ts'
import { formatRuleString } from '../../formats/rule-string/format-rule-string.ts'

/**
 * How much of a rule string may stand before the end of the name. The script finds stale names in the lines of
 * `reg query`, in which the addresses come first; `for /f` reads 8,191 characters of a line and `find` is only sure of
 * half of them.
 */
const MAX_STORED = 3800
/** Windows takes as many entries in a list. */
const MAX_ENTRIES = 1000

type List = 'localAddresses' | 'remoteAddresses' | 'localPorts' | 'remotePorts'

const halves = (rule: Rule, list: List): readonly Rule[] => {
  const middle = Math.ceil(rule[list].length / 2)
  return [
    { ...rule, [list]: rule[list].slice(0, middle) },
    { ...rule, [list]: rule[list].slice(middle) },
  ]
}

const fits = (rule: Rule): boolean =>
  [rule.localAddresses, rule.remoteAddresses, rule.localPorts, rule.remotePorts].every(
    (list) => list.length <= MAX_ENTRIES,
  ) && formatRuleString({ ...rule, description: '', group: '' }).length <= MAX_STORED

/** Cuts the longest list in two until every part fits; a rule without a list to cut stays as it is. */
const cut = (rule: Rule): readonly Rule[] => {
  if (fits(rule)) return [rule]
  const lists: readonly List[] = ['remoteAddresses', 'localAddresses', 'localPorts', 'remotePorts']
  const longest = lists.reduce((best, list) => (rule[list].length > rule[best].length ? list : best))
  return rule[longest].length < 2 ? [rule] : halves(rule, longest).flatMap(cut)
}

const each = (rule: Rule, list: 'icmpTypes' | 'interfaceTypes'): readonly Rule[] =>
  rule[list].length < 2 ? [rule] : rule[list].map((entry) => ({ ...rule, [list]: [entry] }))

/** Nothing shows that netsh takes a keyword in a list with numbers: each keyword has a rule of its own. */
const portParts = (rule: Rule): readonly Rule[] => {
  const words = rule.localPorts.filter((port) => /^\D/.test(port))
  if (words.length === 0 || rule.localPorts.length === 1) return [rule]
  const numbers = rule.localPorts.filter((port) => /^\d/.test(port))
  return [...(numbers.length > 0 ? [numbers] : []), ...words.map((word) => [word])].map((localPorts) => ({
    ...rule,
    localPorts,
  }))
}

/** The rules that netsh needs for one: together they say the same. */
export const splitRule = (rule: Rule): readonly Rule[] =>
  each(rule, 'icmpTypes')
    .flatMap((part) => each(part, 'interfaceTypes'))
    .flatMap(portParts)
    .flatMap(cut)
