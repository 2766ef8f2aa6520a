// SPDX-License-Identifier: MIT
import type { Rule } from '../formats/rule/rule.ts'
import type { Change } from './change.ts'
import { densities } from './density.ts'
import { familyPairs, piecesOf } from './family-pieces.ts'
import { holdAgainst } from './hold-against.ts'
import { NO_PACKET, type PacketSet } from './packet-set.ts'
import type { PacketSpace } from './packet-space.ts'
import { pieceChanges } from './piece-changes.ts'

/**
 * A set of packets in the words of the rules that are for it: where a whole rule lies in it, the rule as it stands; of the
 * others what is left. The pieces together are exactly the part of the set that the rules are for.
 */
export const packetPieces = (
  space: PacketSpace,
  set: PacketSet,
  rules: readonly Rule[],
  causes: readonly Rule[] = [],
): readonly Change[] => {
  if (set === NO_PACKET) return []
  const { forest } = space
  const held = holdAgainst(space, set)
  const parts = new Map<PacketSet, { readonly rules: number[]; readonly whole: boolean }>()
  for (const [index, rule] of rules.entries()) {
    const own = space.packetsOf(rule)
    const part = held.covers(rule) ? own : held.within(rule)
    if (part === NO_PACKET) continue
    const known = parts.get(part)
    if (known === undefined) parts.set(part, { rules: [index], whole: part === own })
    else known.rules.push(index)
  }
  const density = densities(space.forest)
  const wideFirst = [...parts].sort(
    ([a, one], [b, other]) => Number(other.whole) - Number(one.whole) || density(b) - density(a),
  )
  const kept = new Map<PacketSet, Set<number>>()
  const covered: (readonly [PacketSet, readonly number[]])[] = []
  // What meets no other part stands as it is, and takes nothing from the others.
  const met = forest.meetingOf(parts.keys())
  let said: PacketSet = NO_PACKET
  for (const [part, { rules: from, whole }] of wideFirst) {
    if (met === NO_PACKET || forest.within(part, met) === NO_PACKET) {
      kept.set(part, new Set(from))
      continue
    }
    const rest = forest.outside(part, said)
    if (rest === NO_PACKET) covered.push([part, from])
    else {
      kept.set(whole ? part : rest, new Set(from))
      said = forest.union(said, part)
    }
  }
  const stopped = causes.flatMap((rule, index): (typeof covered)[number][] => {
    const part = held.within(rule)
    return part === NO_PACKET ? [] : [[part, [rules.length + index]]]
  })
  attribute(space, kept, [...covered, ...stopped])
  const ids = [...rules, ...causes].map(({ id }) => id)
  return familyPairs(space, piecesOf(space, kept)).flatMap((pair) => pieceChanges(space, pair, ids))
}

/** Adds to each kept set the rules that are for some of it. */
const attribute = (
  { forest }: PacketSpace,
  kept: ReadonlyMap<PacketSet, Set<number>>,
  others: readonly (readonly [PacketSet, readonly number[]])[],
): void => {
  if (others.length === 0) return
  const sets = [...kept]
  const map = forest.overlayAll(sets.map(([set], index) => forest.labelled(set, index + 1)))
  for (const [part, from] of others)
    for (const label of forest.labels(forest.within(map, part))) for (const rule of from) sets[label - 1]?.[1].add(rule)
}
