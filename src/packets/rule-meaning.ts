// SPDX-License-Identifier: MIT
import { getOrInsert } from '../collections/get-or-insert.ts'
import type { Rule } from '../formats/rule/rule.ts'
import { conditionOf } from './rule-condition.ts'

/** Keeps what was said of a rule: two questions over the same rules ask for it once. */
export const meaningsOnce = (): ((rule: Rule) => string) => {
  const known = new Map<Rule, string>()
  return (rule) => getOrInsert(known, rule, () => ruleMeaning(rule))
}

type Part = string | number | null | readonly string[]

/** What a rule says, in an order of its own. */
const partsOf = (rule: Rule): readonly Part[] => [
  rule.direction,
  rule.action,
  rule.protocol,
  [...rule.profiles].sort(),
  rule.localPorts,
  rule.remotePorts,
  rule.icmpTypes,
  rule.localAddresses,
  rule.remoteAddresses,
  rule.program,
  rule.service,
  rule.interfaceTypes,
  conditionOf(rule),
]

/** What a rule says as one text, by its letters: rules with equal texts mean the same, others may too. */
export const ruleMeaning = (rule: Rule): string => JSON.stringify(partsOf(rule))

/** Whether two rules have the same meaning by their letters. Most pairs are alike, and no text is made of them. */
export const saysTheSame = (a: Rule, b: Rule): boolean => {
  const others = partsOf(b)
  return partsOf(a).every((part, index) => isSame(part, others[index] as Part))
}

const isSame = (one: Part, other: Part): boolean =>
  one === other ||
  (Array.isArray(one) &&
    Array.isArray(other) &&
    one.length === other.length &&
    one.every((entry, index) => entry === other[index]))
