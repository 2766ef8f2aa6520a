// SPDX-License-Identifier: MIT
import type { PacketForest } from './packet-forest.ts'
import { NO_PACKET, type PacketSet } from './packet-set.ts'

/** The share of all cells that a set holds: what is wide comes first. */
export const densities = (forest: PacketForest): ((set: PacketSet) => number) => {
  const known = new Map<PacketSet, number>()
  const of = (set: PacketSet): number => {
    if (forest.isLeaf(set)) return set === NO_PACKET ? 0 : 1
    const held = known.get(set)
    if (held !== undefined) return held
    const run = forest.runOf(set)
    const density =
      run === null ? (of(forest.zeroOf(set)) + of(forest.oneOf(set))) / 2 : of(run.inside) / 2 ** run.length
    known.set(set, density)
    return density
  }
  return of
}
