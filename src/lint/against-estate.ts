// SPDX-License-Identifier: MIT
import type { Rule } from '../formats/rule/rule.ts'
import { changeText } from '../packets/change-text.ts'
import { packetsOfAction } from '../packets/let-through.ts'
import { packetPieces } from '../packets/packet-pieces.ts'
import { NO_PACKET, type PacketSet } from '../packets/packet-set.ts'
import { packetSpace } from '../packets/packet-space.ts'
import { groupPrefix, isOwnRule, OWN_TAG } from '../rules/own-mark.ts'
import type { RuleSet } from '../rules/rule-set.ts'
import { askedRules } from './asked-rules.ts'
import { findingOf, ruleNames } from './finding-of.ts'
import type { EstateNeeds, Finding, LintSet } from './lint-set.ts'
import { letsIn } from './opened-ports.ts'

/** Rules of ours that the estate has no more, and rules that let in what none of its flows asks for. */
export const againstEstate = (set: LintSet): readonly Finding[] => {
  const { needs, rules } = set
  if (needs === null) return []
  const { faultOf } = ruleNames(set)
  const owners = ownersOf(rules, needs)
  const beyond = beyondNeeds(rules, needs, owners)
  const prefix = groupPrefix(needs.estate)
  return rules.flatMap((rule) => {
    const name = faultOf(rule)
    const owner = owners.get(rule)
    if (owner === undefined && rule.group.startsWith(prefix))
      return [findingOf(set, 'rule-stale', { rule: name, policy: rule.group.slice(prefix.length) }, rule)]
    if (owner !== undefined && beyond.isGone(rule, owner))
      return [findingOf(set, 'rule-stale', { rule: name, policy: null }, rule)]
    const [first, ...more] = letsIn(rule) ? beyond.texts(rule) : []
    return first === undefined
      ? []
      : [findingOf(set, 'rule-uncovered', { rule: name, of: nameOfNeeds(needs), first, more: more.length }, rule)]
  })
}

const nameOfNeeds = ({ policy }: EstateNeeds): string | null => {
  const [first, ...more] = policy === null ? [] : [...policy.hosts, ...policy.clients]
  return more.length === 0 ? (first ?? null) : (policy?.id ?? null)
}

/** The policies whose own the rules are, by group, by tag, or by provider. */
const ownersOf = (rules: readonly Rule[], { policies }: EstateNeeds): ReadonlyMap<Rule, RuleSet> => {
  const byGroup = new Map(policies.map((policy) => [policy.own?.group ?? '', policy]))
  const isMarked = ({ id, displayName, other }: Rule): boolean =>
    other?.providerKey !== undefined || OWN_TAG.test(id) || OWN_TAG.test(displayName)
  return new Map(
    rules.flatMap((rule): (readonly [Rule, RuleSet])[] => {
      const owner =
        (rule.group === '' ? undefined : byGroup.get(rule.group)) ??
        (isMarked(rule) ? policies.find(({ own }) => own !== null && isOwnRule(own, rule)) : undefined)
      return owner === undefined ? [] : [[rule, owner]]
    }),
  )
}

interface Beyond {
  /** Whether a rule of ours is no rule of its policy any more. */
  readonly isGone: (rule: Rule, owner: RuleSet) => boolean
  /** What a rule lets through that was not asked for, in words; blocks taken off. */
  readonly texts: (rule: Rule) => readonly string[]
}

const beyondNeeds = (
  rules: readonly Rule[],
  { policies, policy }: EstateNeeds,
  owners: ReadonlyMap<Rule, RuleSet>,
): Beyond => {
  const said = new Map(
    rules.filter(({ action }) => action === 'allow').map((rule) => [rule, { ...rule, enabled: true }]),
  )
  const blocks = rules.filter(({ enabled, action }) => enabled && action === 'block')
  const looked = policy === null ? policies : [...new Set([policy, ...owners.values()])]
  const asked = new Map(looked.map((one) => [one, askedRules(one, false)]))
  const placed = policy === null ? policies.flatMap((one) => askedRules(one, true)) : []
  const space = packetSpace([...said.values(), ...blocks, ...[...asked.values()].flat(), ...placed])
  const { forest } = space
  const packets = new Map(looked.map((one) => [one, packetsOfAction(space, asked.get(one) ?? [], 'allow')]))
  const ids = new Map(looked.map((one) => [one, new Set(one.rules.map(({ id }) => id))]))
  const blocked = packetsOfAction(space, blocks, 'block')
  const anywhere = policy === null ? forest.unionAll([...packets.values()]) : (packets.get(policy) ?? NO_PACKET)
  const atHosts = packetsOfAction(space, placed, 'allow')
  const packetsOf = (rule: Rule): PacketSet => {
    const text = said.get(rule)
    return text === undefined ? NO_PACKET : space.packetsOf(text)
  }
  return {
    // Formats that have no ids keep what a rule lets through; what wider rules hold by now is not gone.
    isGone: (rule, owner) =>
      ids.get(owner)?.has(rule.id) !== true && !forest.covers(packets.get(owner) ?? NO_PACKET, packetsOf(rule)),
    texts: (rule) => {
      const fine = policy === null && rule.localAddresses.length > 0 ? atHosts : anywhere
      const rest = forest.outside(forest.outside(packetsOf(rule), fine), blocked)
      return packetPieces(space, rest, [said.get(rule) as Rule]).map(changeText)
    },
  }
}
