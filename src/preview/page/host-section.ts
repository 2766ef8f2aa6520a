// SPDX-License-Identifier: MIT
import { getOrInsert } from '../../collections/get-or-insert.ts'
import { count } from '../../diagnostics/count.ts'
import type { Host } from '../../estate/estate.ts'
import { formatAddressSet } from '../../formats/address/address-set.ts'
import type { Rule } from '../../formats/rule/rule.ts'
import type { Policy } from '../../rules/policy.ts'
import type { PageInput } from '../page-input.ts'
import { flowsById } from '../rule-reasons.ts'
import { hostAnchor, policyAnchor } from './anchors.ts'
import { type ChangeMarks, changeMarks, NO_MARKS } from './change-marks.ts'
import type { NameList } from './name-list.ts'
import { type PolicySet, policySets } from './policy-sets.ts'
import { type RuleFacts, type RuleTable, ruleTable } from './rule-table.ts'
import { settingWords } from './setting-words.ts'

export interface HostRow {
  readonly name: string
  readonly anchor: string
  readonly os: string
  readonly roles: string
  readonly addresses: string
  readonly isNew: boolean
}

export interface PolicyLine {
  readonly name: string
  readonly anchor: string
  readonly hash: string
}

export interface LeftOutRow {
  readonly name: string
  readonly by: string
  readonly why: string
}

export interface HostSet {
  readonly title: string
  readonly summary: string
  readonly policies: readonly PolicyLine[]
  readonly profiles: string
  readonly settings: readonly string[]
  readonly hosts: readonly HostRow[]
  readonly hasHosts: boolean
  readonly tables: readonly RuleTable[]
  /** Rules that are not written, since others of the policy let all their packets through. */
  readonly left: readonly LeftOutRow[]
  readonly note: string
  readonly open: boolean
}

export interface HostSite {
  readonly name: string
  readonly summary: string
  readonly sets: readonly HostSet[]
}

export interface HostSection {
  /** Sets of hosts by site; client groups and hosts of every site stand under a heading of their own. */
  readonly sites: readonly HostSite[]
  /** Whether rules are listed without their reasons, which stand under the ports. */
  readonly brief: boolean
}

/** More rules than these are listed without their reasons. */
const MOST_IN_FULL = 3000

/** Hosts and client groups by what their policies say, and what has no policy. */
export const hostSection = (input: PageInput, only: string | null, once: (list: NameList) => NameList): HostSection => {
  const { estate, policies, flows } = input
  const label = (policy: Policy): string => {
    const host = estate.hosts.get(policy.hosts[0] ?? '')
    const who =
      host === undefined
        ? `clients ${policy.clients.join(' ')}`
        : [host.site, ...host.roles.map(({ role }) => role).sort()].join('|')
    return [who, ...policy.profiles, JSON.stringify(policy.settings)].join('|')
  }
  const relevant = only === null ? policies : policies.filter((policy) => policy.hosts.includes(only))
  const sets = policySets(relevant, label)
  const brief = sets.reduce((sum, { rules }) => sum + rules.length, 0) > MOST_IN_FULL
  const facts = { flows: flowsById(flows), holder: null, brief, once }
  const sites = new Map<string, HostSet[]>()
  for (const set of sets) {
    const view = setView(input, set, only !== null, facts)
    getOrInsert(sites, siteOf(input, set), () => []).push(view)
  }
  const bare = withoutPolicy(input, only)
  if (bare !== null) sites.set('Without a policy', [bare])
  return {
    sites: [...sites].map(([name, own]) => ({
      name,
      summary: count(
        own.reduce((sum, { hosts }) => sum + Math.max(hosts.length, 1), 0),
        name === CLIENTS ? 'group' : 'host',
      ),
      sets: own,
    })),
    brief,
  }
}

const marksOf = ({ since }: PageInput): ChangeMarks => (since === undefined ? NO_MARKS : changeMarks(since.plan))

const CLIENTS = 'Client groups'

const siteOf = ({ estate }: PageInput, set: PolicySet): string => {
  const first = set.policies[0]?.hosts[0]
  if (first === undefined) return CLIENTS
  const site = estate.hosts.get(first)?.site ?? null
  return site === null ? 'Every site' : `Site ${site}`
}

const setView = (input: PageInput, set: PolicySet, open: boolean, facts: RuleFacts): HostSet => {
  const names = set.policies.flatMap((policy) => policy.hosts)
  const clients = set.policies.flatMap((policy) => policy.clients).join(', ')
  const inbound = set.rules.filter((rule) => rule.direction === 'in')
  const outbound = set.rules.filter((rule) => rule.direction === 'out')
  const roles = rolesOf(input, input.estate.hosts.get(names[0] ?? ''))
  const rules = `${count(inbound.length, 'rule')} inbound${outbound.length > 0 ? `, ${outbound.length} outbound` : ''}`
  const subject = names.length === 0 ? clients : names.length > 2 ? `the ${names.length} hosts above` : names.join(', ')
  const profiles = set.policies[0]?.profiles ?? []
  const marks = marksOf(input)
  const changed = new Map(
    set.rules.map((rule, index) => [
      rule,
      marks.ofRules(set.policies.flatMap((policy) => policy.rules[index]?.id ?? [])),
    ]),
  )
  const own = { ...facts, profiles, changeOf: (rule: Rule) => changed.get(rule) ?? '' }
  return {
    hosts: hostRows(input, names),
    hasHosts: names.length > 0,
    title: names.length === 0 ? clients : names.length === 1 ? (names[0] as string) : roles,
    summary:
      names.length === 0
        ? `clients, ${rules}`
        : names.length === 1
          ? `${roles}, ${rules}`
          : `${count(names.length, 'host')}, ${rules}`,
    policies: set.policies.map(({ id, name, hash }) => ({
      name,
      anchor: policyAnchor(id),
      hash: hash.slice(0, 16),
    })),
    profiles: profiles.join(', '),
    settings: settingWords(set.policies[0]?.settings ?? null),
    tables: [
      ruleTable(`Inbound: ${subject}`, 'in', inbound, own),
      ...(outbound.length > 0 ? [ruleTable(`Outbound: ${subject}`, 'out', outbound, own)] : []),
    ],
    left: leftOutRows(set, facts),
    note: set.exact ? '' : 'Each host has a policy of its own, which leaves out the host’s own address.',
    open,
  }
}

/** The same rule of many policies stands once. */
const leftOutRows = ({ policies }: PolicySet, { flows }: RuleFacts): readonly LeftOutRow[] => {
  const rows = policies.flatMap(({ covered, rules }) =>
    covered.map(({ displayName, by, flows: own }): LeftOutRow => {
      const wider = rules.filter(({ id }) => by.includes(id)).map((rule) => rule.displayName)
      const texts = own.flatMap((id) => flows.get(id)?.text ?? [])
      return { name: displayName, by: [...new Set(wider)].join(', '), why: [...new Set(texts)].join(' ') }
    }),
  )
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()]
}

const withoutPolicy = (input: PageInput, only: string | null): HostSet | null => {
  const covered = new Set(input.policies.flatMap((policy) => policy.hosts))
  const bare = input.parties
    .filter(({ kind, name }) => kind === 'host' && !covered.has(name) && (only === null || name === only))
    .map(({ name }) => name)
  if (bare.length === 0) return null
  return {
    hosts: hostRows(input, bare),
    hasHosts: true,
    title: 'Hosts without a policy of their own',
    summary: count(bare.length, 'host'),
    policies: [],
    profiles: '',
    settings: [],
    tables: [],
    left: [],
    note: 'They have no Windows Firewall, others look after it, or other hosts serve the name. Their addresses count in the rules of others.',
    open: only !== null,
  }
}

const hostRows = (input: PageInput, names: readonly string[]): readonly HostRow[] =>
  names.flatMap((name): HostRow[] => {
    const host = input.estate.hosts.get(name)
    if (host === undefined) return []
    return [
      {
        name,
        anchor: hostAnchor(name),
        os: host.os ?? 'not stated',
        roles: rolesOf(input, host),
        addresses: formatAddressSet(host.addresses).join(', '),
        isNew: marksOf(input).isNewHost(name),
      },
    ]
  })

const rolesOf = ({ catalog }: PageInput, host: Host | undefined): string =>
  (host?.roles ?? []).map(({ role }) => catalog.roles.get(role)?.name ?? role).join(', ') || 'no role'
