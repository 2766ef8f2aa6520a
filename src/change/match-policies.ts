// SPDX-License-Identifier: MIT
import { formatAddressSet } from '../formats/address/address-set.ts'
import { GROUP_START, isOwnRule } from '../rules/own-mark.ts'
import type { RuleSet } from '../rules/rule-set.ts'
import type { RuleSource } from '../rules/rule-source.ts'

/** A policy now and what it was; one of them is null where it is new or gone. */
export interface Pair {
  readonly now: RuleSet | null
  readonly was: RuleSet | null
}

/** Which policy a file is held against cannot be told; `candidates` would fit. */
export interface Unclear {
  readonly candidates: readonly string[]
}

/**
 * Pairs of policies. Compiled ones are matched by id, then by the same hosts, then by the same addresses; Group Policy
 * backups by the name of their object; a single file is held against `chosen`, else against the policy whose rules it holds.
 */
export const matchPolicies = (now: RuleSource, was: RuleSource, chosen: string | null): readonly Pair[] | Unclear => {
  const named = chosen === null ? now.sets : now.sets.filter((set) => isNamed(set, chosen))
  const wanted = was.format === 'gpo' ? named.filter(({ groupPolicy }) => groupPolicy) : named
  const isCompiled = was.estate !== null
  if (!isCompiled && was.sets.length === 1 && was.sets[0] !== undefined)
    return withFile(now, wanted, was.sets[0], chosen)
  const pairs = pairUp(wanted, was.sets, isCompiled ? BY_COMPILE : BY_NAME).map((pair) => withoutRows(pair, was))
  const taken = new Set(pairs.map((pair) => pair.was))
  // A policy that was asked for is compared alone; backups of others are no policies of ours.
  const left = was.sets.filter((set) => !taken.has(set) && (chosen === null || isNamed(set, chosen)))
  const gone = isCompiled ? left : left.filter((set) => isOfEstate(set, now.estate))
  return [...pairs, ...gone.map((set): Pair => ({ now: null, was: set }))]
}

/** A policy is named by its id, by its Group Policy object, or by one of its computers. */
export const isNamed = ({ id, name, hosts, clients }: RuleSet, word: string): boolean =>
  [id, name, ...hosts, ...clients].some((one) => one?.toLowerCase() === word.toLowerCase())

type Key = (set: RuleSet) => string | null

const idKey: Key = ({ id }) => (id === null ? null : `id ${id.toLowerCase()}`)
const nameKey: Key = ({ name }) => (name === null ? null : `name ${name.toLowerCase()}`)
const hostsKey: Key = ({ hosts, clients }) =>
  hosts.length + clients.length === 0
    ? null
    : JSON.stringify([hosts, clients].map((names) => names.map((one) => one.toLowerCase()).sort()))
const addressesKey: Key = ({ addresses }) => {
  const texts = addresses === null ? [] : formatAddressSet(addresses)
  return texts.length === 0 ? null : texts.join(' ')
}

const BY_COMPILE: readonly Key[] = [idKey, hostsKey, addressesKey]
const BY_NAME: readonly Key[] = [idKey, nameKey]

const pairUp = (now: readonly RuleSet[], was: readonly RuleSet[], keys: readonly Key[]): readonly Pair[] => {
  const found = new Map<RuleSet, RuleSet>()
  const taken = new Set<RuleSet>()
  for (const key of keys) {
    const free = new Map<string, RuleSet>()
    for (const set of was) {
      const text = taken.has(set) ? null : key(set)
      if (text !== null && !free.has(text)) free.set(text, set)
    }
    for (const set of now) {
      const text = found.has(set) ? null : key(set)
      const old = text === null ? undefined : free.get(text)
      if (text === null || old === undefined) continue
      free.delete(text)
      taken.add(old)
      found.set(set, old)
    }
  }
  return now.map((set) => ({ now: set, was: found.get(set) ?? null }))
}

/** A table of rules has no row for a policy without any. */
const withoutRows = ({ now, was }: Pair, { format, sets }: RuleSource): Pair => {
  const [any] = sets
  return was === null && now !== null && now.rules.length === 0 && format === 'csv' && any !== undefined
    ? { now, was: { ...any, id: now.id, rules: [], losses: [] } }
    : { now, was }
}

const withFile = (
  now: RuleSource,
  wanted: readonly RuleSet[],
  file: RuleSet,
  chosen: string | null,
): readonly Pair[] | Unclear => {
  const fits =
    chosen !== null || now.sets.length === 1
      ? wanted
      : now.sets.filter((set) => idKey(set) === idKey(file) || nameKey(set) === nameKey(file))
  const own = fits.length > 0 ? fits : now.sets.filter((set) => holdsRulesOf(file, set))
  const [one, ...more] = own
  return one === undefined || more.length > 0
    ? { candidates: (own.length > 0 ? own : now.sets).map(({ id }) => id ?? '') }
    : [{ now: one, was: file }]
}

const holdsRulesOf = (file: RuleSet, { own }: RuleSet): boolean =>
  own !== null && file.rules.some((rule) => isOwnRule(own, rule))

/** Rules that an earlier compile of the same estate made, of a policy that there is no more. */
const isOfEstate = ({ rules }: RuleSet, estate: string | null): boolean =>
  estate !== null && rules.some(({ group }) => group.startsWith(`${GROUP_START}${estate} / `))
