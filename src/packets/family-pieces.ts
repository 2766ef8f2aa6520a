// SPDX-License-Identifier: MIT
import { getOrInsert } from '../collections/get-or-insert.ts'
import { type Box, boxesOf } from './box.ts'
import { DIMENSIONS, type Dimension, type Family, wholeOf } from './dimension.ts'
import type { Cells } from './line.ts'
import type { PacketSet } from './packet-set.ts'
import type { PacketSpace } from './packet-space.ts'

/** A box with the rules that it comes from, by their places. */
export interface Piece extends Box {
  readonly rules: ReadonlySet<number>
}

/** Boxes that differ along one of these become one, in this order. */
const JOINED: readonly Dimension[] = [
  'profiles',
  'interfaceTypes',
  'localAddresses',
  'remoteAddresses',
  'icmp',
  'remotePorts',
  'localPorts',
  'protocol',
]

const keyOf = (cells: Cells | null): string =>
  cells === null ? '*' : cells.map(({ first, last }) => `${first}-${last}`).join()

const joinCells = (all: readonly (Cells | null)[]): Cells | null => {
  const result: { first: number; last: number }[] = []
  const every = all.flatMap((cells) => cells ?? [])
  if (all.includes(null)) return null
  for (const { first, last } of every.sort((a, b) => a.first - b.first)) {
    const before = result.at(-1)
    if (before !== undefined && first <= before.last + 1) before.last = Math.max(before.last, last)
    else result.push({ first, last })
  }
  return result
}

/** A piece with one number for each dimension: equal numbers are equal cells. */
interface Keyed {
  readonly piece: Piece
  readonly keys: readonly number[]
}

/** Sets with the rules that they come from, as few boxes: what is equal but for one dimension is said once. */
export const piecesOf = (space: PacketSpace, sets: ReadonlyMap<PacketSet, ReadonlySet<number>>): readonly Piece[] => {
  const known = new Map<string, number>()
  const numberOf = (cells: Cells | null): number => getOrInsert(known, keyOf(cells), () => known.size)
  let pieces: readonly Keyed[] = [...sets].flatMap(([set, rules]) =>
    boxesOf(space, set).map(
      (box): Keyed => ({ piece: { ...box, rules }, keys: DIMENSIONS.map((one) => numberOf(box.cells[one])) }),
    ),
  )
  for (const dimension of JOINED) {
    const place = DIMENSIONS.indexOf(dimension)
    const groups = new Map<string, Keyed[]>()
    for (const one of pieces) getOrInsert(groups, one.keys.toSpliced(place, 1).join(), () => []).push(one)
    if (groups.size === pieces.length) continue
    pieces = [...groups.values()].map((group) => {
      const [first] = group as [Keyed]
      if (group.length === 1) return first
      const cells = joinCells(group.map(({ piece }) => piece.cells[dimension]))
      const rules = new Set(group.flatMap(({ piece }) => [...piece.rules]))
      return {
        piece: { family: first.piece.family, cells: { ...first.piece.cells, [dimension]: cells }, rules },
        keys: first.keys.with(place, numberOf(cells)),
      }
    })
  }
  return pieces.map(({ piece }) => piece)
}

const SIDES = ['localAddresses', 'remoteAddresses'] as const

/** Keywords that say no family: in a list of both they would count for both. */
const neutralWords = (space: PacketSpace, piece: Piece, side: (typeof SIDES)[number]): string => {
  const cells = piece.cells[side]
  const axis = space.axes.find(({ dimension }) => dimension === side)
  if (cells === null || axis === undefined) return 'any'
  const { words, ranges } = axis.lines[piece.family].valuesOf(cells)
  const whole = wholeOf(side, piece.family)
  const all = ranges.length === 1 && ranges[0]?.first === whole.first && ranges[0].last === whole.last
  if (all) return `all ${words.join()}`
  return words.filter((word) => word !== 'LocalSubnet').join()
}

/**
 * Pieces of IPv4 and of IPv6 that differ in their addresses alone and come from the same rules, side by side: no packet goes from one family to the other,
 * so a list may hold both.
 */
export const familyPairs = (
  space: PacketSpace,
  pieces: readonly Piece[],
): readonly Readonly<Partial<Record<Family, Piece>>>[] => {
  const groups = new Map<string, Record<Family, Piece[]>>()
  for (const piece of pieces) {
    const key = DIMENSIONS.map((one) =>
      one === 'family' || one === 'localAddresses' || one === 'remoteAddresses' ? '' : keyOf(piece.cells[one]),
    ).join('|')
    const words = SIDES.map((side) => neutralWords(space, piece, side)).join('|')
    getOrInsert(groups, `${key} ${words} ${[...piece.rules].join()}`, () => ({ 4: [], 6: [] }))[piece.family].push(
      piece,
    )
  }
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.max(group[4].length, group[6].length) }, (_, index) => ({
      ...(group[4][index] !== undefined && { 4: group[4][index] }),
      ...(group[6][index] !== undefined && { 6: group[6][index] }),
    })),
  )
}
