// SPDX-License-Identifier: MIT
import { getOrInsert } from '../collections/get-or-insert.ts'
import type { Rule } from '../formats/rule/rule.ts'
import { conditionOf } from './rule-condition.ts'

/** Keeps what was said of a rule: two questions over the same rules ask for it once. */
export const meaningsOnce = (): ((rule: Rule) => string) => {
  const known = new Map<Rule, string>()
  return (rule) => getOrInsert(known, rule, () => ruleMeaning(rule))
}

/** What a rule says as one text, by its letters: rules with equal texts mean the same, others may too. */
export const ruleMeaning = (rule: Rule): string =>
  JSON.stringify([
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
  ])

/** Whether two rules have the same meaning by their letters. Most pairs are alike, and no text is made of them. */
export const saysTheSame = (a: Rule, b: Rule): boolean =>
  a.direction === b.direction &&
  a.action === b.action &&
  a.protocol === b.protocol &&
  a.program === b.program &&
  a.service === b.service &&
  sameList(a.localPorts, b.localPorts) &&
  sameList(a.remotePorts, b.remotePorts) &&
  sameList(a.icmpTypes, b.icmpTypes) &&
  sameList(a.localAddresses, b.localAddresses) &&
  sameList(a.remoteAddresses, b.remoteAddresses) &&
  sameList(a.interfaceTypes, b.interfaceTypes) &&
  (sameList(a.profiles, b.profiles) || sameList([...a.profiles].sort(), [...b.profiles].sort())) &&
  conditionOf(a) === conditionOf(b)

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a === b || (a.length === b.length && a.every((entry, index) => entry === b[index]))
