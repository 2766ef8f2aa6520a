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
