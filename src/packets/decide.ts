// SPDX-License-Identifier: MIT
import type { Rule } from '../formats/rule/rule.ts'
import type { Change } from './change.ts'
import { packetsOfAction } from './let-through.ts'
import { packetPieces } from './packet-pieces.ts'
import { NO_PACKET, type PacketSet } from './packet-set.ts'
import { packetSpace } from './packet-space.ts'

export interface Decision {
  /** Of the packets that are asked about. */
  readonly passes: 'all' | 'some' | 'none'
  /** What decides: of those that do not pass, else of those that do. */
  readonly by: 'rule' | 'block' | 'default'
  /** The allow or block that decides; null where the default does. */
  readonly rule: Rule | null
  /** What does not pass. */
  readonly stopped: readonly Change[]
}

/**
 * Whether packets pass by rules of one policy, as Windows decides: a block before an allow, an allow before the default of the
 * profile; a bypass before both. `asked` is said like a rule: what it would be for is what is asked about.
 */
export const decide = (rules: readonly Rule[], asked: Rule, byDefault: 'allow' | 'block'): Decision => {
  const question: Rule = { ...asked, action: 'allow', enabled: true }
  const space = packetSpace([...rules, question])
  const { forest } = space
  const all = space.packetsOf(question)
  const [allowed, blocked, bypassed] = (['allow', 'block', 'bypass'] as const).map((action) =>
    forest.within(packetsOfAction(space, rules, action), all),
  ) as [PacketSet, PacketSet, PacketSet]
  const byRules = forest.union(forest.outside(allowed, blocked), bypassed)
  const undecided = forest.outside(forest.outside(all, allowed), forest.union(blocked, bypassed))
  const open = byDefault === 'allow' ? forest.union(byRules, undecided) : byRules
  const stopped = forest.outside(all, open)
  const block = rules.find(
    (rule) => rule.action === 'block' && forest.within(space.packetsOf(rule), stopped) !== NO_PACKET,
  )
  const opening = rules.filter(
    (rule) => rule.action !== 'block' && forest.within(space.packetsOf(rule), byRules) !== NO_PACKET,
  )
  const opened = opening.find((rule) => forest.covers(space.packetsOf(rule), all)) ?? opening[0]
  const decided = stopped === NO_PACKET ? (undecided === NO_PACKET ? opened : undefined) : block
  return {
    passes: stopped === NO_PACKET ? 'all' : open === NO_PACKET ? 'none' : 'some',
    by: decided === undefined ? 'default' : decided.action === 'block' ? 'block' : 'rule',
    rule: decided ?? null,
    stopped: packetPieces(space, stopped, [question]),
  }
}
