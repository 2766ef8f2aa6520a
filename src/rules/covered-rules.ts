// SPDX-License-Identifier: MIT
import type { Rule } from '../formats/rule/rule.ts'
import { ruleCovers } from '../packets/rule-cover.ts'
import { rulesThatMeet } from './rules-that-meet.ts'

/**
 * Rules that need not be written, since others of the list let all their packets through; by their places, with the places of
 * those others, none of which is left out itself. Of rules that mean the same, the one stays that comes before by its rank, else
 * by its place.
 */
export const coveredRules = (
  rules: readonly Rule[],
  ranks: readonly number[] = [],
): ReadonlyMap<number, readonly number[]> => {
  const places = rulesThatMeet(rules)
  const found = coveredOf(
    places.map((at) => rules[at] as Rule),
    places.map((at) => ranks[at] ?? 0),
  )
  const placeOf = (index: number): number => places[index] as number
  return new Map([...found].map(([index, by]) => [placeOf(index), by.map(placeOf)]))
}

const coveredOf = (rules: readonly Rule[], ranks: readonly number[]): ReadonlyMap<number, readonly number[]> => {
  if (rules.length < 2) return new Map()
  const isBefore = (one: number, other: number): boolean => {
    const difference = (ranks[one] ?? 0) - (ranks[other] ?? 0)
    return difference === 0 ? one < other : difference < 0
  }
  const byOne = new Map<number, readonly number[]>()
  let several = false
  for (const [at, cover] of ruleCovers(rules).entries()) {
    const [wider, ...more] = cover?.coveredBy ?? []
    several ||= more.length > 0
    const twin = cover?.alike.find((other) => isBefore(other, at))
    // Whoever covers alone is wider, or the same and before: no circle.
    if (wider !== undefined && more.length === 0) byOne.set(at, [wider])
    else if (twin !== undefined) byOne.set(at, [twin])
  }
  let left = byOne
  while (several) {
    const together = coveredTogether(rules, left)
    several = together.size > 0
    left = new Map([...left, ...together])
  }
  return new Map([...left.keys()].map((at) => [at, staying(at, left)]))
}

/** Several may cover each other in a circle: whoever is needed for one stays, until the others are looked at without it. */
const coveredTogether = (
  rules: readonly Rule[],
  left: ReadonlyMap<number, readonly number[]>,
): ReadonlyMap<number, readonly number[]> => {
  const places = [...rules.keys()].filter((at) => !left.has(at))
  const found = new Map<number, readonly number[]>()
  const needed = new Set<number>()
  for (const [index, cover] of ruleCovers(places.map((at) => rules[at] as Rule)).entries()) {
    const at = places[index] as number
    const by = (cover?.coveredBy ?? []).map((other) => places[other] as number)
    if (by.length === 0 || needed.has(at) || by.some((other) => found.has(other))) continue
    found.set(at, by)
    for (const other of by) needed.add(other)
  }
  return found
}

const staying = (at: number, left: ReadonlyMap<number, readonly number[]>): readonly number[] => {
  const found = new Set<number>()
  const seen = new Set<number>()
  const visit = (place: number): void => {
    if (seen.has(place)) return
    seen.add(place)
    const by = left.get(place)
    if (by === undefined) found.add(place)
    else by.forEach(visit)
  }
  visit(at)
  return [...found].sort((a, b) => a - b)
}
