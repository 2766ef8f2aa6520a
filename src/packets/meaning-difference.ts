// SPDX-License-Identifier: MIT
import type { Action, Rule } from '../formats/rule/rule.ts'
import { changeText } from './change-text.ts'
import { packetsOfAction } from './let-through.ts'
import { packetPieces } from './packet-pieces.ts'
import { packetSpace } from './packet-space.ts'
import { ruleMeaning } from './rule-meaning.ts'

const ACTIONS: readonly Action[] = ['allow', 'block', 'bypass']

/**
 * Where two sets of rules differ in what they say; empty if they say the same, however it is cut into rules. `-` only the
 * first says it, `+` only the second. What is allowed and what is blocked is held apart: beside other rules both count.
 */
export const meaningDifference = (first: readonly Rule[], second: readonly Rule[]): readonly string[] => {
  const [one, two] = [first, second].map((rules) => rules.filter(({ enabled }) => enabled)) as [Rule[], Rule[]]
  if (sameTexts(one, two)) return []
  const space = packetSpace([...one, ...two])
  const { forest } = space
  return ACTIONS.flatMap((action) => {
    const [a, b] = [packetsOfAction(space, one, action), packetsOfAction(space, two, action)]
    if (a === b) return []
    const ofAction = (rules: readonly Rule[]): readonly Rule[] => rules.filter((rule) => rule.action === action)
    const lines = (sign: string, changes: ReturnType<typeof packetPieces>): readonly string[] =>
      changes.map((change) => `${sign} ${action} ${changeText(change)} (${change.rules.join(', ')})`)
    return [
      ...lines('-', packetPieces(space, forest.outside(a, b), ofAction(one))),
      ...lines('+', packetPieces(space, forest.outside(b, a), ofAction(two))),
    ]
  })
}

/** The common case, seen without a set: each rule has its like. */
const sameTexts = (first: readonly Rule[], second: readonly Rule[]): boolean => {
  if (first.length !== second.length) return false
  const counts = new Map<string, number>()
  for (const rule of first) counts.set(ruleMeaning(rule), (counts.get(ruleMeaning(rule)) ?? 0) + 1)
  for (const rule of second) {
    const text = ruleMeaning(rule)
    const count = counts.get(text) ?? 0
    if (count === 0) return false
    counts.set(text, count - 1)
  }
  return true
}
