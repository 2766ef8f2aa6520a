// SPDX-License-Identifier: MIT
import type { Rule } from '../formats/rule/rule.ts'
import { densities } from './density.ts'
import { holdAgainst } from './hold-against.ts'
import type { PacketForest } from './packet-forest.ts'
import { NO_PACKET, type PacketSet } from './packet-set.ts'
import { type PacketSpace, packetSpace } from './packet-space.ts'

/** What other rules do to an enabled rule. Rules are named by their places in the list. */
export interface RuleCover {
  /** No packet can match it. */
  readonly empty: boolean
  /** The rules of the same action that are for exactly the same packets, itself among them, in their order. */
  readonly alike: readonly number[]
  /** Other rules of the same action that together are for all its packets, one where one does; none where some are left. */
  readonly coveredBy: readonly number[]
  /** Of an allow: whether blocks stop all of its packets or some, and which; of many that stop some, some. */
  readonly blocked: 'wholly' | 'partly' | null
  readonly blockedBy: readonly number[]
}

/** For each packet the label of one set that holds it, and of another; labels are places + 1. */
interface Layers {
  readonly first: PacketSet
  readonly second: PacketSet
}

/** Blocks that are named of those that stop some of a rule's packets. */
const MOST_BLOCKS = 100

const NOTHING: Layers = { first: NO_PACKET, second: NO_PACKET }

/** For each rule what the others do to it; null for disabled ones. The work is that for sets of rules, never for pairs. */
export const ruleCovers = (
  rules: readonly Rule[],
  space: PacketSpace = packetSpace(rules),
): readonly (RuleCover | null)[] => {
  const ofAction = (block: boolean): readonly number[] =>
    rules.flatMap((rule, at) => (rule.enabled && (rule.action === 'block') === block ? [at] : []))
  const seen = { allow: lookAt(space, rules, ofAction(false)), block: lookAt(space, rules, ofAction(true)) }
  return rules.map((rule, at) => {
    if (!rule.enabled) return null
    const isAllow = rule.action !== 'block'
    const own = (isAllow ? seen.allow : seen.block).about(at)
    const blocks = rule.action === 'allow' ? seen.block.stops(at) : { all: false, by: [] }
    return {
      ...own,
      blocked: own.empty || blocks.by.length === 0 ? null : blocks.all ? 'wholly' : 'partly',
      blockedBy: own.empty ? [] : blocks.by,
    }
  })
}

const lookAt = (space: PacketSpace, rules: readonly Rule[], places: readonly number[]) => {
  const { forest } = space
  const bySet = new Map<PacketSet, number[]>()
  for (const at of places) {
    const set = space.packetsOf(rules[at] as Rule)
    const known = bySet.get(set)
    if (known === undefined) bySet.set(set, [at])
    else known.push(at)
  }
  bySet.delete(NO_PACKET)
  // What is wide lies on top: so whoever covers others alone is met first, and each of them meets few labels.
  const density = densities(forest)
  const sets = [...bySet.keys()].sort((a, b) => density(b) - density(a))
  const labels = new Map(sets.map((set, index) => [set, index + 1]))
  const layers = stack(forest, sets)
  const first = holdAgainst(space, layers.first)
  const second = holdAgainst(space, layers.second)
  const placeOf = (label: number): number => bySet.get(sets[label - 1] as PacketSet)?.[0] as number

  const coverOf = (rule: Rule, set: PacketSet): readonly number[] => {
    if (!second.covers(rule)) return []
    const others = (parts: readonly PacketSet[]): readonly number[] => {
      const found = new Set(parts.flatMap((part) => forest.labels(part)))
      found.delete(labels.get(set) as number)
      return [...found].sort((a, b) => a - b)
    }
    const alone = (found: readonly number[]): number | undefined =>
      found.find((label) => forest.covers(sets[label - 1] as PacketSet, set))
    const near = alone(others([first.near(rule), second.near(rule)]))
    if (near !== undefined) return [placeOf(near)]
    const all = others([first.within(rule), second.within(rule)])
    const one = alone(all)
    return (one === undefined ? all : [one]).map(placeOf)
  }
  const about = (at: number): Pick<RuleCover, 'empty' | 'alike' | 'coveredBy'> => {
    const rule = rules[at] as Rule
    const set = space.packetsOf(rule)
    if (set === NO_PACKET) return { empty: true, alike: [], coveredBy: [] }
    return { empty: false, alike: bySet.get(set) as readonly number[], coveredBy: coverOf(rule, set) }
  }
  const stops = (at: number): { readonly all: boolean; readonly by: readonly number[] } => {
    const rule = rules[at] as Rule
    const all = first.covers(rule)
    // To name every block of every rule would be work for pairs.
    const by = all
      ? forest.labels(first.within(rule))
      : [...new Set([...forest.labels(first.near(rule), MOST_BLOCKS), ...first.some(rule, MOST_BLOCKS)])]
    return { all, by: by.map(placeOf).slice(0, all ? by.length : MOST_BLOCKS) }
  }
  return { about, stops }
}

/** Halves laid over each other: what is under the first label of one stays the first of both. */
const stack = (forest: PacketForest, sets: readonly PacketSet[]): Layers => {
  const part = (from: number, to: number): Layers => {
    if (to - from < 2) {
      const set = sets[from]
      return set === undefined ? NOTHING : { first: forest.labelled(set, from + 1), second: NO_PACKET }
    }
    const middle = (from + to) >> 1
    const [a, b] = [part(from, middle), part(middle, to)]
    const other = forest.overlay(forest.within(b.first, a.first), forest.outside(b.second, a.first))
    return { first: forest.overlay(a.first, b.first), second: forest.overlay(a.second, other) }
  }
  return part(0, sets.length)
}
