// SPDX-License-Identifier: MIT
import type { Rule } from '../formats/rule/rule.ts'
import { NO_PACKET } from '../packets/packet-set.ts'
import { type PacketSpace, packetSpace } from '../packets/packet-space.ts'
import { ruleCovers } from '../packets/rule-cover.ts'
import { findingOf, ruleNames } from './finding-of.ts'
import type { Finding, LintSet } from './lint-set.ts'

/** A space in which disabled rules are for what they would be for. */
export const spaceOf = (rules: readonly Rule[]): PacketSpace => packetSpace(rules.map(awake))

const sleepers = new WeakMap<Rule, Rule>()

const awake = (rule: Rule): Rule => {
  if (rule.enabled) return rule
  const known = sleepers.get(rule) ?? { ...rule, enabled: true }
  sleepers.set(rule, known)
  return known
}

/** What other rules make of a rule: covered, said twice, blocked, or for no packet at all. */
export const coveredRules = (set: LintSet, space: PacketSpace = spaceOf(set.rules)): readonly Finding[] => {
  const { rules } = set
  const { nameOf, faultOf } = ruleNames(set)
  // Whoever may pass by a bypass proves who he is: such rules neither cover others nor are covered by them.
  const held = rules.filter(({ action, enabled }) => enabled && action !== 'bypass')
  const covers = ruleCovers(held, space)
  const coverOf = new Map(held.map((rule, at) => [rule, covers[at]]))
  const firsts = firstOfMeaning(rules, space)
  const noEffect = (rule: Rule): Finding => findingOf(set, 'rule-no-effect', { rule: faultOf(rule) }, rule)
  return rules.flatMap((rule): readonly Finding[] => {
    const found = (code: Relation, by: readonly Rule[]): Finding =>
      findingOf(set, code, { rule: faultOf(rule), by: by.map(nameOf) }, rule, by)
    const packets = space.packetsOf(awake(rule))
    const first = firsts.get(meaningOf(rule, packets))
    if (set.weighed) return rule.enabled && packets === NO_PACKET ? [noEffect(rule)] : []
    if (!rule.enabled) return first === undefined || packets === NO_PACKET ? [] : [found('rule-disabled-copy', [first])]
    if (packets === NO_PACKET) return [noEffect(rule)]
    const cover = coverOf.get(rule)
    const others = (places: readonly number[]): readonly Rule[] => places.map((at) => held[at] as Rule)
    const stops = others(cover?.blockedBy ?? [])
    const wholly = cover?.blocked === 'wholly'
    return [
      ...(first !== undefined && first !== rule ? [found('rule-duplicate', [first])] : []),
      // Of a rule that is blocked wholly, no other lets anything through.
      ...(rule.action === 'allow' && !wholly && cover != null && cover.coveredBy.length > 0
        ? [found('rule-shadowed', others(cover.coveredBy))]
        : []),
      ...(wholly ? [found('rule-blocked', stops)] : []),
      ...(cover?.blocked === 'partly' ? [found('rule-partly-blocked', stops)] : []),
    ]
  })
}

type Relation = 'rule-disabled-copy' | 'rule-duplicate' | 'rule-shadowed' | 'rule-blocked' | 'rule-partly-blocked'

const meaningOf = ({ action }: Rule, packets: number): string => `${action} ${packets}`

/** The first enabled rule of each meaning. */
const firstOfMeaning = (rules: readonly Rule[], space: PacketSpace): ReadonlyMap<string, Rule> => {
  const firsts = new Map<string, Rule>()
  for (const rule of rules) {
    if (!rule.enabled) continue
    const meaning = meaningOf(rule, space.packetsOf(rule))
    if (!firsts.has(meaning)) firsts.set(meaning, rule)
  }
  return firsts
}
