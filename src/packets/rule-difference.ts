// SPDX-License-Identifier: MIT
import type { Rule } from '../formats/rule/rule.ts'
import type { Change } from './change.ts'
import { differingRules } from './differing-rules.ts'
import { letThrough } from './let-through.ts'
import { packetPieces } from './packet-pieces.ts'
import { packetSpace } from './packet-space.ts'
import { ruleMeaning } from './rule-meaning.ts'

export interface RuleDifference {
  /** What the new rules let through and the old ones do not. */
  readonly opened: readonly Change[]
  /** What the old rules let through and the new ones do not. */
  readonly closed: readonly Change[]
}

const passing = (rules: readonly Rule[]): readonly Rule[] => rules.filter(({ action }) => action !== 'block')
const blocking = (rules: readonly Rule[]): readonly Rule[] => rules.filter(({ action }) => action === 'block')

/** The difference between two sets of rules in packets, blocks taken off; nothing where rules were but cut, moved or renamed. */
export const ruleDifference = (
  before: readonly Rule[],
  after: readonly Rule[],
  meaning: (rule: Rule) => string = ruleMeaning,
): RuleDifference => {
  // Most rules of two states of one policy are the same, and nothing of the difference lies in them.
  const part = differingRules(before, after, meaning)
  const space = packetSpace([...part.before, ...part.after])
  const was = letThrough(space, part.before)
  const is = letThrough(space, part.after)
  const opened = space.forest.outside(is, was)
  const closed = space.forest.outside(was, is)
  return {
    opened: packetPieces(space, opened, passing(part.after), blocking(part.before)),
    closed: packetPieces(space, closed, passing(part.before), blocking(part.after)),
  }
}

/** What both sets of rules let through, in the words of the new ones. */
export const commonPackets = (before: readonly Rule[], after: readonly Rule[]): readonly Change[] => {
  const space = packetSpace([...before, ...after])
  const both = space.forest.within(letThrough(space, after), letThrough(space, before))
  return packetPieces(space, both, passing(after))
}
