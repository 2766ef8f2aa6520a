// SPDX-License-Identifier: MIT
import { getOrInsert } from '../collections/get-or-insert.ts'
import { normalize, type Range } from '../formats/address/range.ts'
import type { Rule } from '../formats/rule/rule.ts'
import type { Term, Value } from './line.ts'
import { ruleMeaning } from './rule-meaning.ts'
import { portTerm, termCache, termsOf } from './rule-terms.ts'

export interface RulePair {
  readonly before: readonly Rule[]
  readonly after: readonly Rule[]
}

/**
 * Of two sets of rules those that the difference can depend on: the rules that stand on one side alone, and of the others
 * those that might be for some of their packets. Where none of the former is, both sides let the same through.
 */
export const differingRules = (
  before: readonly Rule[],
  after: readonly Rule[],
  meaning: (rule: Rule) => string = ruleMeaning,
): RulePair => {
  const [was, is] = [before, after].map((rules) => rules.filter(({ enabled }) => enabled)) as [Rule[], Rule[]]
  const [wasTexts, isTexts] = [was.map(meaning), is.map(meaning)]
  const [wasKnown, isKnown] = [new Set(wasTexts), new Set(isTexts)]
  const isOwn = (texts: readonly string[], others: ReadonlySet<string>, index: number): boolean =>
    !others.has(texts[index] as string)
  const different = [
    ...was.filter((_, index) => isOwn(wasTexts, isKnown, index)),
    ...is.filter((_, index) => isOwn(isTexts, wasKnown, index)),
  ]
  if (different.length === 0) return { before: [], after: [] }
  const near = nearTo(different)
  return {
    before: was.filter((rule, index) => isOwn(wasTexts, isKnown, index) || near(rule)),
    after: is.filter((rule, index) => isOwn(isTexts, wasKnown, index) || near(rule)),
  }
}

type Ranges = readonly Range<Value>[]
/** Null: any value might be meant. */
type Extent = Ranges | null

/** What the rules of one kind are for, each dimension by itself: more than they are for, never less. */
interface Group {
  readonly direction: Rule['direction']
  readonly protocol: Rule['protocol']
  readonly sides: Extents
}

const SIDES = ['localPorts', 'remotePorts', 'remote4', 'remote6', 'local4', 'local6'] as const
type Side = (typeof SIDES)[number]
type Extents = Readonly<Record<Side, Extent>>

const extentsOf = (of: (side: Side) => Extent): Extents => ({
  localPorts: of('localPorts'),
  remotePorts: of('remotePorts'),
  remote4: of('remote4'),
  remote6: of('remote6'),
  local4: of('local4'),
  local6: of('local6'),
})

/** Keywords lie in every number. */
const extentOf = (term: Term | null): Extent =>
  term === null || term.words.length > 0 || term.except !== undefined ? null : term.ranges

const nearTo = (rules: readonly Rule[]): ((rule: Rule) => boolean) => {
  const cache = termCache()
  const extents = (rule: Rule): Extents => {
    const { 4: v4, 6: v6 } = termsOf(rule, cache)
    return {
      localPorts: extentOf(v4.localPorts),
      remotePorts: extentOf(v4.remotePorts),
      remote4: extentOf(v4.remoteAddresses),
      remote6: extentOf(v6.remoteAddresses),
      local4: extentOf(v4.localAddresses),
      local6: extentOf(v6.localAddresses),
    }
  }
  const kinds = new Map<string, { readonly rule: Rule; readonly extents: Extents[] }>()
  for (const rule of rules) {
    const own = extents(rule)
    // What names no port must not make every port of the others a port of its own.
    const key = [rule.direction, rule.protocol, ...SIDES.map((side) => own[side] === null)].join()
    getOrInsert(kinds, key, () => ({ rule, extents: [] as Extents[] })).extents.push(own)
  }
  const groups = [...kinds.values()].map(({ rule: { direction, protocol }, extents: all }): Group => {
    const joined = (side: Side): Extent => {
      const parts = all.map((one) => one[side])
      return parts.includes(null) ? null : normalize(parts.flatMap((part) => part as Range<number>[]))
    }
    return { direction, protocol, sides: extentsOf(joined) }
  })
  const known = new Map<string, Extent>()
  const portsOf = (texts: readonly string[]): Extent => {
    const key = texts.join()
    const held = known.get(key)
    if (held !== undefined) return held
    const extent = extentOf(portTerm(texts))
    known.set(key, extent)
    return extent
  }
  return (rule) => {
    // What is left of all numbers without some says nothing of a keyword that nobody told of.
    if (hasKeyword(rule)) return true
    const [local, remote] = [portsOf(rule.localPorts), portsOf(rule.remotePorts)]
    const left = groups.filter(
      ({ direction, protocol, sides }) =>
        direction === rule.direction &&
        mayBeSame(protocol, rule.protocol) &&
        overlap(sides.localPorts, local) &&
        overlap(sides.remotePorts, remote),
    )
    // Addresses are read only where ports do not tell: they are most of the work.
    if (left.length === 0) return false
    const own = extents(rule)
    return left.some(
      ({ sides }) =>
        (overlap(sides.remote4, own.remote4) && overlap(sides.local4, own.local4)) ||
        (overlap(sides.remote6, own.remote6) && overlap(sides.local6, own.local6)),
    )
  }
}

const isKeyword = (text: string): boolean => /^[A-Za-z]/.test(text) && !text.includes(':')

const hasKeyword = ({ localPorts, remotePorts, localAddresses, remoteAddresses }: Rule): boolean =>
  [localPorts, remotePorts, localAddresses, remoteAddresses].some((texts) => texts.some(isKeyword))

/** A number and a name may be one protocol. */
const mayBeSame = (one: Rule['protocol'], other: Rule['protocol']): boolean =>
  one === other || one === 'any' || other === 'any' || typeof one !== typeof other

const overlap = (many: Extent, few: Extent): boolean =>
  many === null || few === null || few.some(({ first, last }) => reaches(many, first, last))

/** The first range that ends at or behind `first` begins before `last`. */
const reaches = (ranges: Ranges, first: Value, last: Value): boolean => {
  let low = 0
  let high = ranges.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ranges[middle] as Range<Value>).last < first) low = middle + 1
    else high = middle
  }
  return low < ranges.length && (ranges[low] as Range<Value>).first <= last
}
