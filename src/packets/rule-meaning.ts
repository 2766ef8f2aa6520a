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

const peers = (rule: Rule): Part => rule.remoteAddresses

/** What a rule says, in an order of its own. */
const PARTS: readonly ((rule: Rule) => Part)[] = [
  (rule) => rule.direction,
  (rule) => rule.action,
  (rule) => rule.protocol,
  ({ profiles }) => (profiles.length < 2 ? profiles : profiles.toSorted()),
  (rule) => rule.localPorts,
  (rule) => rule.remotePorts,
  (rule) => rule.icmpTypes,
  (rule) => rule.localAddresses,
  peers,
  (rule) => rule.program,
  (rule) => rule.service,
  (rule) => rule.interfaceTypes,
  conditionOf,
]
const BUT_PEERS = PARTS.filter((part) => part !== peers)

/** What a rule says as one text, by its letters: rules with equal texts mean the same, others may too. */
export const ruleMeaning = (rule: Rule): string => JSON.stringify(PARTS.map((part) => part(rule)))

/** Whether two rules have the same meaning by their letters. Most pairs are alike, and no text is made of them. */
export const saysTheSame = (a: Rule, b: Rule): boolean => PARTS.every((part) => isSame(part(a), part(b)))

/** The same but for their remote addresses. */
export const saysTheSameToAll = (a: Rule, b: Rule): boolean => BUT_PEERS.every((part) => isSame(part(a), part(b)))

const isSame = (one: Part, other: Part): boolean =>
  one === other ||
  (Array.isArray(one) &&
    Array.isArray(other) &&
    one.length === other.length &&
    one.every((entry, index) => entry === other[index]))
