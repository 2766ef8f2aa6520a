// SPDX-License-Identifier: MIT
import { getOrInsert } from '../collections/get-or-insert.ts'
import type { Rule } from '../formats/rule/rule.ts'
import type { PacketSet } from '../packets/packet-set.ts'
import { packetSpace } from '../packets/packet-space.ts'
import { ruleMeaning } from '../packets/rule-meaning.ts'
import type { RuleChange } from './plan.ts'
import { type FieldCache, NAMING, ruleFields } from './rule-fields.ts'

interface Read {
  readonly rule: Rule
  /** What it says by its letters. */
  readonly text: string
  readonly fields: () => Readonly<Record<string, string>>
}

/**
 * The rules one by one: which of the old ones each is, and what of it differs. A rule is known by its id, then by what it
 * says (it was renamed, or the format keeps no ids), then by its name. What that means in packets is said elsewhere.
 */
export const ruleChanges = (
  before: readonly Rule[],
  after: readonly Rule[],
  meaning: (rule: Rule) => string = ruleMeaning,
): readonly RuleChange[] => {
  const cache: FieldCache = new Map()
  const read = (rule: Rule): Read => {
    let fields: ReturnType<Read['fields']> | null = null
    return {
      rule,
      text: `${rule.enabled} ${meaning(rule)}`,
      // Most rules are the same to the letter: nobody asks for the fields of those.
      fields: () => {
        fields ??= ruleFields(rule, cache)
        return fields
      },
    }
  }
  const was = before.map(read)
  const now = after.map(read)
  const pairs = new Map<Read, Read>()
  const taken = new Set<Read>()
  const pairBy = (key: (one: Read) => string): void => {
    const free = new Map<string, Read[]>()
    for (const one of was) if (!taken.has(one)) getOrInsert(free, key(one), () => []).push(one)
    for (const list of free.values()) list.reverse()
    for (const one of now) {
      const old = pairs.has(one) ? undefined : free.get(key(one))?.pop()
      if (old === undefined) continue
      pairs.set(one, old)
      taken.add(old)
    }
  }
  pairBy(({ rule }) => rule.id.toLowerCase())
  pairBy(({ text }) => text)
  pairBy(meaningOf)
  const whole = new Set<Read>()
  for (const [olds, news] of sameUnions(
    was.filter((one) => !taken.has(one)),
    now.filter((one) => !pairs.has(one)),
  )) {
    for (const old of olds) taken.add(old)
    for (const [index, one] of news.entries()) {
      pairs.set(one, olds[Math.min(index, olds.length - 1)] as Read)
      whole.add(one)
    }
  }
  pairBy(({ rule }) => rule.displayName)
  return [
    ...now.map((one) => (whole.has(one) ? sameOf(one, pairs.get(one)) : changeOf(one, pairs.get(one)))),
    ...was
      .filter((one) => !taken.has(one))
      .map(({ rule }): RuleChange => ({ change: 'removed', rule, was: rule, fields: [] })),
  ]
}

/** Rules of one name that are for the same packets together, however they are cut: a format may need several for one. */
const sameUnions = (
  was: readonly Read[],
  now: readonly Read[],
): readonly (readonly [readonly Read[], readonly Read[]])[] => {
  const nameOf = ({ rule }: Read): string => JSON.stringify([rule.displayName, rule.action])
  const olds = Map.groupBy(was, nameOf)
  const cut = [...Map.groupBy(now, nameOf)].flatMap(([name, news]) => {
    const held = olds.get(name) ?? []
    return held.length > 0 && held.length + news.length > 2 ? [[held, news] as const] : []
  })
  if (cut.length === 0) return []
  const space = packetSpace(cut.flatMap(([held, news]) => [...held, ...news].map(({ rule }) => rule)))
  const setOf = (list: readonly Read[]): PacketSet =>
    space.forest.unionAll(list.map(({ rule }) => space.packetsOf(rule)))
  return cut.filter(([held, news]) => setOf(held) === setOf(news))
}

const sameOf = ({ rule }: Read, old: Read | undefined): RuleChange => ({
  change: 'same',
  rule,
  was: old?.rule ?? null,
  fields: [],
})

const meaningOf = ({ fields }: Read): string => JSON.stringify(fields())

const changeOf = (one: Read, old: Read | undefined): RuleChange => {
  const { rule } = one
  if (old === undefined) return { change: 'added', rule, was: null, fields: [] }
  const same = old.text === one.text || meaningOf(old) === meaningOf(one)
  const [now, was] = same ? [{}, {}] : [one.fields(), old.fields()]
  return {
    change: same ? 'same' : 'changed',
    rule,
    was: old.rule,
    fields: same
      ? NAMING.filter((field) => rule[field] !== old.rule[field])
      : Object.keys(now).filter((field) => now[field] !== was[field]),
  }
}
