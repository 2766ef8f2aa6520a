// SPDX-License-Identifier: MIT
import { getOrInsert } from '../collections/get-or-insert.ts'
import type { Rule } from '../formats/rule/rule.ts'
import { DIMENSIONS, type Dimension, FAMILIES, type Family, wholeOf } from './dimension.ts'
import { type Cells, type Line, lineOf, type Term } from './line.ts'
import { PacketForest } from './packet-forest.ts'
import { EVERY_PACKET, NO_PACKET, type PacketSet } from './packet-set.ts'
import { isEmpty, NO_SERVICE, NUMBER_OF, type Terms, termCache, termsOf } from './rule-terms.ts'

/** Where the bits of a dimension lie, and its cells in each family. */
export interface Axis {
  readonly dimension: Dimension
  readonly level: number
  readonly bits: number
  readonly lines: Readonly<Record<Family, Line>>
}

/** All that the rules at hand can tell apart, and the sets of packets in it. */
export interface PacketSpace {
  readonly forest: PacketForest
  readonly axes: readonly Axis[]
  /** What a rule is for, whatever its action; nothing where it is disabled. The rule is one of those at hand. */
  readonly packetsOf: (rule: Rule) => PacketSet
}

/** Cells that are asked for whatever the rules say. */
const ALWAYS: Readonly<Partial<Record<Dimension, Term>>> = {
  service: { ranges: [], words: [NO_SERVICE] },
  protocol: {
    ranges: [NUMBER_OF.icmp4, NUMBER_OF.icmp6].map((number) => ({ first: number, last: number })),
    words: [],
  },
}

export const packetSpace = (rules: Iterable<Rule>): PacketSpace => {
  const cache = termCache()
  const terms = new Map<Rule, Readonly<Record<Family, Terms>>>()
  for (const rule of rules) if (rule.enabled && !terms.has(rule)) terms.set(rule, termsOf(rule, cache))
  const axes = axesOf([...terms.values()])
  const forest = new PacketForest()
  /** A list that many rules share is grown once for what most of them have below it. */
  const grown = axes.map(() => new Map<Term, { readonly cells: Cells; inside: PacketSet; set: PacketSet }>())
  const narrowed = (index: number, term: Term, family: Family, inside: PacketSet): PacketSet => {
    const { level, bits, lines } = axes[index] as Axis
    const held = getOrInsert(grown[index] as NonNullable<(typeof grown)[number]>, term, () => ({
      cells: lines[family].cellsOf(term),
      inside: NO_PACKET,
      set: NO_PACKET,
    }))
    if (held.inside !== inside) {
      held.set = forest.grow(level, bits, held.cells, inside)
      held.inside = inside
    }
    return held.set
  }
  const inFamily = (held: Terms, family: Family): PacketSet => {
    if (isEmpty(held)) return NO_PACKET
    let set: PacketSet = EVERY_PACKET
    for (let index = axes.length - 1; index >= 0; index--) {
      const term = held[(axes[index] as Axis).dimension]
      if (term !== null) set = narrowed(index, term, family, set)
    }
    return set
  }

  const known = new Map<Rule, PacketSet>()
  const packetsOf = (rule: Rule): PacketSet => {
    if (!rule.enabled) return NO_PACKET
    const held = terms.get(rule)
    if (held === undefined) throw new Error(`the rule ${rule.id} is beyond this space`)
    return getOrInsert(known, rule, () => forest.union(inFamily(held[4], 4), inFamily(held[6], 6)))
  }
  return { forest, axes, packetsOf }
}

const axesOf = (all: readonly Readonly<Record<Family, Terms>>[]): readonly Axis[] => {
  let level = 0
  return DIMENSIONS.map((dimension) => {
    const lineIn = (families: readonly Family[]): Line => {
      const held = new Set<Term | null>([ALWAYS[dimension] ?? null])
      for (const terms of all) for (const family of families) held.add(terms[family][dimension])
      return lineOf(wholeOf(dimension, families[0] as Family), held)
    }
    const isAddress = dimension === 'remoteAddresses' || dimension === 'localAddresses'
    const common = isAddress ? null : lineIn(FAMILIES)
    const lines = { 4: common ?? lineIn([4]), 6: common ?? lineIn([6]) }
    const bits = Math.max(lines[4].bits, lines[6].bits)
    const axis = { dimension, level, bits, lines }
    level += bits
    return axis
  })
}
