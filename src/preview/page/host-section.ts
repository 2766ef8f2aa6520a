// SPDX-License-Identifier: MIT

import { count } from '../../diagnostics/count.ts'
import type { Host } from '../../estate/estate.ts'
import { formatAddressSet } from '../../formats/address/address-set.ts'
import type { Policy } from '../../rules/policy.ts'
import type { PageInput } from '../page-input.ts'
import { flowsById } from '../rule-reasons.ts'
import { hostsWord } from '../server-sets.ts'
import { type PolicySet, policySets } from './policy-sets.ts'
import { type RuleFacts, type RuleTable, ruleTable } from './rule-table.ts'

export interface HostRow {
  readonly name: string
  readonly site: string
  readonly os: string
  readonly roles: string
  readonly addresses: string
}

export interface HostSet {
  readonly title: string
  readonly summary: string
  readonly policy: string
  readonly hosts: readonly HostRow[]
  readonly hasHosts: boolean
  /** Hosts that the table has no room for. */
  readonly more: string
  readonly tables: readonly RuleTable[]
  readonly note: string
  readonly open: boolean
}

export interface HostSection {
  readonly sets: readonly HostSet[]
  /** Whether rules are listed without their reasons, which stand under the ports. */
  readonly brief: boolean
  readonly left: string
}

/** More rules than these are listed without their reasons. */
const MOST_IN_FULL = 3000
const MOST_SETS = 1500
const MOST_HOSTS = 500

/** Hosts and client groups by what their policies say, and what has no policy. */
export const hostSection = (input: PageInput, only: string | null): HostSection => {
  const { estate, policies, flows } = input
  const label = (policy: Policy): string => {
    const host = estate.hosts.get(policy.hosts[0] ?? '')
    return host === undefined
      ? `clients ${policy.clients.join(' ')}`
      : [host.site, ...host.roles.map(({ role }) => role).sort()].join('|')
  }
  const relevant = only === null ? policies : policies.filter((policy) => policy.hosts.includes(only))
  const sets = policySets(relevant, label)
  const brief = sets.reduce((sum, { rules }) => sum + rules.length, 0) > MOST_IN_FULL
  const byId = flowsById(flows)
  return {
    sets: [
      ...sets
        .slice(0, MOST_SETS)
        .map((set) => setView(input, set, only !== null, { flows: byId, holder: null, brief })),
      ...withoutPolicy(input, only),
    ],
    brief,
    left: sets.length > MOST_SETS ? `${count(sets.length - MOST_SETS, 'more policy', 'more policies')}` : '',
  }
}

const setView = (input: PageInput, set: PolicySet, open: boolean, facts: RuleFacts): HostSet => {
  const names = set.policies.flatMap((policy) => policy.hosts)
  const clients = set.policies.flatMap((policy) => policy.clients).join(', ')
  const inbound = set.rules.filter((rule) => rule.direction === 'in')
  const outbound = set.rules.filter((rule) => rule.direction === 'out')
  const roles = rolesOf(input, input.estate.hosts.get(names[0] ?? ''))
  const rules = `${count(inbound.length, 'rule')} inbound${outbound.length > 0 ? `, ${outbound.length} outbound` : ''}`
  const subject = names.length === 0 ? clients : hostsWord(names, 3)
  return {
    ...hostRows(input, names),
    title:
      names.length === 0 ? clients : names.length === 1 ? (names[0] as string) : `${siteOf(input, names)}: ${roles}`,
    summary:
      names.length === 0
        ? `clients, ${rules}`
        : names.length === 1
          ? `${roles}, ${rules}`
          : `${count(names.length, 'host')}, ${rules}`,
    policy: hostsWord(
      set.policies.map((policy) => policy.name),
      3,
    ),
    tables: [
      ruleTable(`Inbound: ${subject}`, 'in', inbound, facts),
      ...(outbound.length > 0 ? [ruleTable(`Outbound: ${subject}`, 'out', outbound, facts)] : []),
    ],
    note: set.exact ? '' : 'Each host has a policy of its own, which leaves out the host’s own address.',
    open,
  }
}

const withoutPolicy = (input: PageInput, only: string | null): readonly HostSet[] => {
  const covered = new Set(input.policies.flatMap((policy) => policy.hosts))
  const bare = input.parties
    .filter(({ kind, name }) => kind === 'host' && !covered.has(name) && (only === null || name === only))
    .map(({ name }) => name)
  if (bare.length === 0) return []
  return [
    {
      ...hostRows(input, bare),
      title: 'Hosts without a policy of their own',
      summary: count(bare.length, 'host'),
      policy: 'none: no Windows Firewall, or a name that other hosts serve',
      tables: [],
      note: '',
      open: only !== null,
    },
  ]
}

const hostRows = (input: PageInput, names: readonly string[]): Pick<HostSet, 'hosts' | 'hasHosts' | 'more'> => ({
  hosts: names.slice(0, MOST_HOSTS).flatMap((name): HostRow[] => {
    const host = input.estate.hosts.get(name)
    if (host === undefined) return []
    return [
      {
        name,
        site: host.site ?? 'every site',
        os: host.os ?? 'not stated',
        roles: rolesOf(input, host),
        addresses: formatAddressSet(host.addresses).join(', '),
      },
    ]
  }),
  hasHosts: names.length > 0,
  more: names.length > MOST_HOSTS ? count(names.length - MOST_HOSTS, 'more host') : '',
})

const rolesOf = ({ catalog }: PageInput, host: Host | undefined): string =>
  (host?.roles ?? []).map(({ role }) => catalog.roles.get(role)?.name ?? role).join(', ') || 'no role'

const siteOf = ({ estate }: PageInput, names: readonly string[]): string =>
  estate.hosts.get(names[0] ?? '')?.site ?? 'Every site'
