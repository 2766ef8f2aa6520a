// SPDX-License-Identifier: MIT
import type { Range } from '../formats/address/range.ts'
import { DIMENSIONS, type Dimension, type Family } from './dimension.ts'
import type { Cells } from './line.ts'
import { NO_PACKET, type PacketSet } from './packet-set.ts'
import type { Axis, PacketSpace } from './packet-space.ts'
import { NUMBER_OF } from './rule-terms.ts'

/** A set of packets that is a product: along each dimension some cells, or null for any. */
export interface Box {
  readonly family: Family
  readonly cells: Readonly<Record<Dimension, Cells | null>>
}

/**
 * A set as boxes that share no packet. What holds along a whole dimension is said first, with any, and only the rest is cut:
 * one exception does not cut what has nothing to do with it.
 */
export const boxesOf = (space: PacketSpace, set: PacketSet): readonly Box[] => {
  const { axes } = space
  const boxes: Box[] = []
  const cells: Record<string, Cells | null> = Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, null]))
  const visit = (index: number, rest: PacketSet, family: Family): void => {
    if (rest === NO_PACKET) return
    const axis = axes[index]
    if (axis === undefined) {
      boxes.push({ family, cells: { ...cells } as Box['cells'] })
      return
    }
    for (const [child, held] of groupsOf(space, axis, rest, family)) {
      cells[axis.dimension] = held
      visit(index + 1, child, axis.dimension === 'family' && held?.[0]?.first === 1 ? 6 : family)
    }
    cells[axis.dimension] = null
  }
  visit(0, set, 4)
  return boxes
}

type Groups = readonly (readonly [PacketSet, Cells | null])[]

/** The cells of a dimension by what follows them. */
const groupsOf = (space: PacketSpace, axis: Axis, set: PacketSet, family: Family): Groups => {
  if (axis.dimension === 'direction' || axis.dimension === 'family') return halves(space, axis, set)
  const { forest } = space
  const end = axis.level + axis.bits
  if (forest.levelOf(set) >= end) return [[set, null]]
  const groups = new Map<PacketSet, Range<number>[]>()
  const walk = (node: PacketSet, level: number, low: number): void => {
    if (level < end && forest.levelOf(node) < end && node !== NO_PACKET) {
      const asks = forest.levelOf(node) === level
      const run = asks ? forest.runOf(node) : null
      if (run !== null) {
        const taken = Math.min(run.length, end - level)
        const size = 2 ** (end - level - taken)
        const from = low + (run.bits >>> (run.length - taken)) * size
        if (from > low) add(NO_PACKET, low, from - 1)
        walk(taken === run.length ? run.inside : forest.afterRun(node, taken), level + taken, from)
        const last = low + 2 ** (end - level) - 1
        if (from + size <= last) add(NO_PACKET, from + size, last)
        return
      }
      walk(asks ? forest.zeroOf(node) : node, level + 1, low)
      walk(asks ? forest.oneOf(node) : node, level + 1, low + 2 ** (end - level - 1))
      return
    }
    add(node, low, low + 2 ** (end - level) - 1)
  }
  const add = (node: PacketSet, low: number, last: number): void => {
    const held = groups.get(node)
    const before = held?.at(-1)
    if (held === undefined) groups.set(node, [{ first: low, last }])
    else if (before !== undefined && before.last + 1 === low) held[held.length - 1] = { first: before.first, last }
    else held.push({ first: low, last })
  }
  walk(set, axis.level, 0)
  const whole = isWhole(axis, family, groups.get(NO_PACKET)) ? commonOf(space, groups) : NO_PACKET
  const common = axis.dimension === 'protocol' && asksForPorts(space, whole) ? NO_PACKET : whole
  groups.delete(NO_PACKET)
  const rest = new Map<PacketSet, Range<number>[]>()
  for (const [child, held] of groups) {
    const left = forest.outside(child, common)
    if (left === NO_PACKET) continue
    const known = rest.get(left)
    if (known === undefined) rest.set(left, held)
    else
      rest.set(
        left,
        [...known, ...held].sort((a, b) => a.first - b.first),
      )
  }
  return [...(common === NO_PACKET ? [] : ([[common, null]] as const)), ...rest]
}

const halves = ({ forest }: PacketSpace, axis: Axis, set: PacketSet): Groups => {
  const asks = forest.levelOf(set) === axis.level
  return [0, 1].map((bit) => [
    !asks ? set : bit === 0 ? forest.zeroOf(set) : forest.oneOf(set),
    [{ first: bit, last: bit }],
  ])
}

/** Whether no possible cell is left out: ICMP of the other family is not. */
const isWhole = (axis: Axis, family: Family, missing: Cells | undefined): boolean => {
  if (missing === undefined) return true
  if (axis.dimension !== 'protocol') return false
  const other = family === 4 ? NUMBER_OF.icmp6 : NUMBER_OF.icmp4
  const [cell] = axis.lines[family].cellsOf({ ranges: [{ first: other, last: other }], words: [] })
  return missing.length === 1 && missing[0]?.first === cell?.first && missing[0]?.last === cell?.last
}

/** Ports and types come next; with them, any protocol would be those alone that have them. */
const asksForPorts = ({ forest, axes }: PacketSpace, set: PacketSet): boolean => {
  const after = axes.find(({ dimension }) => dimension === 'remoteAddresses')
  return after !== undefined && forest.levelOf(set) < after.level
}

const commonOf = ({ forest }: PacketSpace, groups: ReadonlyMap<PacketSet, unknown>): PacketSet => {
  let common: PacketSet | null = null
  for (const child of groups.keys()) {
    if (child === NO_PACKET) continue
    common = common === null ? child : forest.within(common, child)
    if (common === NO_PACKET) break
  }
  return common ?? NO_PACKET
}
