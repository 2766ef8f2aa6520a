// SPDX-License-Identifier: MIT
import type { Action, Rule } from '../formats/rule/rule.ts'
import type { PacketSet } from './packet-set.ts'
import type { PacketSpace } from './packet-space.ts'

/** The packets that enabled rules of one action are for. */
export const packetsOfAction = (space: PacketSpace, rules: readonly Rule[], action: Action): PacketSet =>
  space.forest.unionAll(rules.filter((rule) => rule.action === action).map(space.packetsOf))

/** What rules let through: what they allow, blocks taken off, and what a bypass lets past blocks. */
export const letThrough = (space: PacketSpace, rules: readonly Rule[]): PacketSet => {
  const allowed = packetsOfAction(space, rules, 'allow')
  const blocked = packetsOfAction(space, rules, 'block')
  return space.forest.union(space.forest.outside(allowed, blocked), packetsOfAction(space, rules, 'bypass'))
}
