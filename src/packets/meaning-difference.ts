// SPDX-License-Identifier: MIT

import { getOrInsert } from '../collections/get-or-insert.ts'
import { addressesCover, formatAddressSet, parseAddresses } from '../formats/address/address-set.ts'
import type { Action, Rule } from '../formats/rule/rule.ts'
import { changeText } from './change-text.ts'
import { packetsOfAction } from './let-through.ts'
import { packetPieces } from './packet-pieces.ts'
import { packetSpace } from './packet-space.ts'
import { ruleMeaning, saysTheSame, saysTheSameToAll } from './rule-meaning.ts'

type Rules = readonly Rule[]

const ACTIONS: readonly Action[] = ['allow', 'block', 'bypass']

/**
 * Where two sets of rules differ in what they say; empty if they say the same, however it is cut into rules. `-` only the
 * first says it, `+` only the second. What is allowed and what is blocked is held apart: beside other rules both count.
 */
export const meaningDifference = (first: readonly Rule[], second: readonly Rule[]): readonly string[] => {
  const [one, two] = [first, second].map((rules) => rules.filter(({ enabled }) => enabled)) as [Rule[], Rule[]]
  if (isSameInOrder(one, two)) return []
  const [left, right] = withoutLike(...withoutLike(one, two, meaningOf, () => ''), meaningToAll, peersOf)
  if (left.length === 0 && right.length === 0) return []
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

/**
 * Whether each rule of the first stands in the second, in its place: as one rule, or as several that differ in their remote
 * addresses alone, of one family each.
 */
const isSameInOrder = (first: Rules, second: Rules): boolean => {
  let at = 0
  for (const rule of first) {
    const from = at
    if (at < second.length && saysTheSame(rule, second[at] as Rule)) at++
    else {
      while (at < second.length && saysTheSameToAll(rule, second[at] as Rule)) at++
      if (at === from || !haveSamePeers([rule], second.slice(from, at))) return false
    }
  }
  return at === second.length
}

const haveSamePeers = (one: Rules, other: Rules): boolean => {
  // Any address is more than all numbers.
  const isAny = ({ remoteAddresses }: Rule): boolean => remoteAddresses.length === 0
  if (one.some(isAny) || other.some(isAny)) return one.some(isAny) && other.some(isAny)
  const [a, b] = [one, other].map((rules) =>
    parseAddresses(
      rules.flatMap((rule) => rule.remoteAddresses),
      true,
    ),
  )
  return a !== null && a !== undefined && b !== null && b !== undefined && addressesCover(a, b) && addressesCover(b, a)
}

/** The rules of a policy are held against what every target's reader read. */
const meaningOf = (rule: Rule): string => getOrInsert(MEANINGS, rule, () => ruleMeaning(rule))
const MEANINGS = new WeakMap<Rule, string>()

/**
 * The common case, seen without a set: what both say in the same words is left out, so that nothing is left where each
 * rule has its like. Rules of equal `word` say together what their parts say together.
 */
const withoutLike = (
  first: Rules,
  second: Rules,
  word: (rule: Rule) => string,
  together: (rules: Rules) => string,
): [Rules, Rules] => {
  const groups = Map.groupBy(first, word)
  const others = Map.groupBy(second, word)
  for (const [key, rules] of groups) {
    const like = others.get(key)
    if (like === undefined || together(rules) !== together(like)) continue
    groups.delete(key)
    others.delete(key)
  }
  return [[...groups.values()].flat(), [...others.values()].flat()]
}

/** Some formats have a rule for each family, or each address: what a rule says but for its remote addresses. */
const meaningToAll = (rule: Rule): string => ruleMeaning({ ...rule, remoteAddresses: [] })

/** The remote addresses of rules that are alike but for them. */
const peersOf = (rules: Rules): string => {
  // Any address is more than all numbers.
  if (rules.some(({ remoteAddresses }) => remoteAddresses.length === 0)) return ''
  const set = parseAddresses(
    rules.flatMap(({ remoteAddresses }) => remoteAddresses),
    true,
  )
  return set === null ? JSON.stringify(rules) : formatAddressSet(set).join(' ')
}
