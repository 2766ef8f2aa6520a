// SPDX-License-Identifier: MIT
import type { Rule } from '../formats/rule/rule.ts'
import type { Dimension } from './dimension.ts'
import { NO_PACKET, type PacketSet } from './packet-set.ts'
import type { PacketSpace } from './packet-space.ts'

/** A set or a map of labels that many rules are held against. */
export interface Held {
  readonly covers: (rule: Rule) => boolean
  /** What the set has where the rule is, with its labels. */
  readonly within: (rule: Rule) => PacketSet
  /** Some labels that meet a rule, found without a walk over its ports. */
  readonly near: (rule: Rule) => PacketSet
  /** Labels that meet a rule: all where they are few and near, else some. */
  readonly some: (rule: Rule, most: number) => readonly number[]
}

/**
 * Rules for every port are seen against what the set holds on every port, and on any at all: to walk all its ports for each
 * of them would be work for pairs.
 */
export const holdAgainst = (space: PacketSpace, set: PacketSet): Held => {
  const { forest, axes, packetsOf } = space
  const levelOf = (dimension: Dimension): number => axes.find((axis) => axis.dimension === dimension)?.level ?? 0
  const [from, to] = [levelOf('icmp'), levelOf('remoteAddresses')]
  const onEvery = forest.without(set, from, to, true)
  const onAny = forest.without(set, from, to, false)
  const isFree = (rule: Rule): boolean => rule.localPorts.length + rule.remotePorts.length + rule.icmpTypes.length === 0
  return {
    covers: (rule) => forest.covers(isFree(rule) ? onEvery : set, packetsOf(rule)),
    within: (rule) => {
      const own = packetsOf(rule)
      return isFree(rule) && forest.within(onAny, own) === NO_PACKET ? NO_PACKET : forest.within(set, own)
    },
    near: (rule) => forest.within(isFree(rule) ? onAny : set, packetsOf(rule)),
    some: (rule, most) => forest.labelsAt(set, packetsOf(rule), most),
  }
}
