// SPDX-License-Identifier: MIT
import { formatAddressSet } from '../formats/address/address-set.ts'
import type { Profile, Rule } from '../formats/rule/rule.ts'
import type { Change } from '../packets/change.ts'
import { commonPackets, ruleDifference } from '../packets/rule-difference.ts'
import { meaningsOnce } from '../packets/rule-meaning.ts'
import { GROUP_START, isOwnRule } from '../rules/own-mark.ts'
import type { RuleSet } from '../rules/rule-set.ts'
import { factsOf } from './format-facts.ts'
import type { Pair } from './match-policies.ts'
import type { Move, Names, PlannedChange, PolicyPlan } from './plan.ts'
import { type Knowledge, plannedChange } from './planned-change.ts'
import { registryChanges } from './registry-changes.ts'
import { ruleChanges } from './rule-changes.ts'
import { settingChanges } from './setting-changes.ts'

/** The rules of a policy and those beside it, in what stood there before; what a compile wrote is its own altogether. */
export const splitRules = ({
  now,
  was,
}: Pair): { readonly own: readonly Rule[]; readonly foreign: readonly Rule[] } => {
  if (was === null) return { own: [], foreign: [] }
  if (was.own !== null) return { own: was.rules, foreign: [] }
  const mark = now?.own ?? null
  const isOwn = (rule: Rule): boolean => (mark === null ? rule.group.startsWith(GROUP_START) : isOwnRule(mark, rule))
  return { own: was.rules.filter(isOwn), foreign: was.rules.filter((rule) => !isOwn(rule)) }
}

/** The rules of a policy as the other side could say them: dynamic RPC in numbers where that has no word for it. */
export const rulesAsSaid = ({ now, was }: Pair): readonly Rule[] => {
  if (now === null) return []
  const range = now.dynamicRange
  if (was === null || range === null || factsOf(was.format).rpcKeyword) return now.rules
  const numbers = (ports: readonly string[]): readonly string[] => ports.map((port) => (port === 'RPC' ? range : port))
  return now.rules.map((rule) =>
    rule.localPorts.includes('RPC') ? { ...rule, localPorts: numbers(rule.localPorts) } : rule,
  )
}

/** One policy, now and before: what opened, what closed, and what else is different. */
export const policyPlan = (pair: Pair, is: Knowledge, before: Knowledge, withForeign: boolean): PolicyPlan => {
  const { now, was } = pair
  const set = (now ?? was) as RuleSet
  const { own, foreign } = splitRules(pair)
  const rules = rulesAsSaid(pair)
  const meaning = meaningsOnce()
  const list = ruleChanges(own, rules, meaning)
  const unchanged = list.every(({ change }) => change === 'same')
  const { opened, closed } = unchanged ? { opened: [], closed: [] } : ruleDifference(own, rules, meaning)
  const nowById = new Map(rules.map((rule) => [rule.id, rule]))
  const wasById = new Map(own.map((rule) => [rule.id, rule]))
  const usual = usualProfiles(pair)
  const said = (changes: readonly Change[], opens: boolean): readonly PlannedChange[] => {
    const whose = opens ? (now ?? set) : was !== null && was.hosts.length + was.clients.length > 0 ? was : set
    // Who stood behind an address then is known from then; who stands there now, from now.
    return changes.map((change) =>
      plannedChange(change, whose, opens ? nowById : wasById, opens ? is : before, opens, usual),
    )
  }
  const settings = settingChanges(now, was)
  const registry = registryChanges(now, was)
  const hosts = namesOf(pair, 'hosts')
  const clients = namesOf(pair, 'clients')
  const moves = movesOf(pair, is, before)
  const moved = (names: Moved, opens: boolean): Move | null => {
    if (names.names.length === 0) return null
    const alone = { ...set, hosts: names.names, clients: [] }
    const both = commonPackets(own, rules)
    const book = opens ? is : before
    return { ...names, changes: both.map((change) => plannedChange(change, alone, nowById, book, opens, usual)) }
  }
  const differs =
    [opened, closed, settings, registry].some((changes) => changes.length > 0) ||
    [hosts, clients].some(({ added, removed }) => added.length + removed.length > 0)
  return {
    id: set.id ?? set.name ?? '',
    wasId: now !== null && was?.id != null && was.id !== now.id ? was.id : null,
    name: set.name,
    state: was === null ? 'new' : now === null ? 'gone' : differs ? 'changed' : 'same',
    hash: now?.hash ?? null,
    was: was?.hash ?? null,
    hosts,
    clients,
    profiles: usual,
    members: [...set.hosts, ...set.clients],
    addresses: addressesOf(now ?? set),
    wasAddresses: addressesOf(was?.addresses == null ? set : was),
    opened: said(opened, true),
    closed: said(closed, false),
    arrived: moved(moves.arrived, true),
    departed: moved(moves.departed, false),
    rules: list,
    foreign: withForeign ? foreign : [],
    foreignCount: foreign.length,
    settings,
    registry,
  }
}

/** Profiles that need no word: those of the policy, unless it was compiled for others before. A file is for every one. */
const usualProfiles = ({ now, was }: Pair): readonly Profile[] => {
  const set = (now ?? was) as RuleSet
  return now === null || was === null || was.own === null || now.profiles.join() === was.profiles.join()
    ? set.profiles
    : []
}

const addressesOf = ({ addresses }: RuleSet): readonly string[] =>
  addresses === null ? [] : formatAddressSet(addresses)

type Moved = Omit<Move, 'changes'>

/** Computers of a policy that stays which are new to it or have other addresses, and what they had before. */
const movesOf = (
  { now, was }: Pair,
  is: Knowledge,
  before: Knowledge,
): { readonly arrived: Moved; readonly departed: Moved } => {
  const nobody: Moved = { names: [], addresses: [] }
  if (now === null || was === null || was.own === null) return { arrived: nobody, departed: nobody }
  const addressesIn = (set: RuleSet, { names }: Knowledge): ReadonlyMap<string, readonly string[]> =>
    new Map([...set.hosts, ...set.clients].map((name) => [name, names.party(name)?.addresses ?? []]))
  const [current, old] = [addressesIn(now, is), addressesIn(was, before)]
  const beyond = (some: typeof current, others: typeof current): Moved => {
    const moved = [...some].flatMap(([name, addresses]) => {
      const known = others.get(name)
      const left = known === undefined ? addresses : addresses.filter((one) => !known.includes(one))
      return known !== undefined && left.length === 0 ? [] : [{ name, left }]
    })
    return { names: moved.map(({ name }) => name), addresses: moved.flatMap(({ left }) => left) }
  }
  return { arrived: beyond(current, old), departed: beyond(old, current) }
}

/** Files know no computers: against them nobody came or went. */
const namesOf = ({ now, was }: Pair, kind: 'hosts' | 'clients'): Names => {
  const lower = (names: readonly string[]): ReadonlySet<string> => new Set(names.map((name) => name.toLowerCase()))
  if (was !== null && was.own === null) return { added: [], removed: [] }
  const [is, before] = [now?.[kind] ?? [], was?.[kind] ?? []]
  const [isNow, wasThen] = [lower(is), lower(before)]
  return {
    added: is.filter((name) => !wasThen.has(name.toLowerCase())),
    removed: before.filter((name) => !isNow.has(name.toLowerCase())),
  }
}
