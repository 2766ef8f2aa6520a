// SPDX-License-Identifier: MIT
import type { Host } from '../../estate/estate.ts'
import { formatAddressSet } from '../../formats/address/address-set.ts'
import type { Policy } from '../../rules/policy.ts'
import type { PageInput } from '../page-input.ts'
import { flowsById } from '../rule-reasons.ts'
import { hostsWord } from '../server-sets.ts'
import { count } from '../words.ts'
import { policySets } from './policy-sets.ts'
import { type RuleTable, ruleTable } from './rule-table.ts'

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
  readonly tables: readonly RuleTable[]
  readonly note: string
  readonly open: boolean
}

/** Hosts and client groups by what their policies say, and what has no policy. */
export const hostSection = (input: PageInput, only: string | null): readonly HostSet[] => {
  const { estate, catalog, policies, flows, parties } = input
  const byId = flowsById(flows)
  const roleName = (role: string): string => catalog.roles.get(role)?.name ?? role
  const row = (host: Host): HostRow => ({
    name: host.name,
    site: host.site ?? 'every site',
    os: host.os ?? 'Windows Server (not stated)',
    roles: host.roles.map(({ role }) => roleName(role)).join(', ') || 'no role',
    addresses: formatAddressSet(host.addresses).join(', '),
  })
  const rowOf = (name: string): HostRow[] => {
    const host = estate.hosts.get(name)
    return host === undefined ? [] : [row(host)]
  }
  const label = (policy: Policy): string => {
    const host = estate.hosts.get(policy.hosts[0] ?? '')
    return host === undefined
      ? `clients ${policy.clients.join(' ')}`
      : [host.site, ...host.roles.map(({ role }) => role).sort()].join('|')
  }
  const relevant = only === null ? policies : policies.filter((policy) => policy.hosts.includes(only))
  const sets = policySets(relevant, label).map(({ policies: list, rules, exact }): HostSet => {
    const first = list[0] as Policy
    const hosts = list.flatMap((policy) => policy.hosts)
    const title =
      hosts.length === 0 ? first.clients.join(', ') : titleOf(estate.hosts.get(hosts[0] as string), hosts, roleName)
    const facts = { flows: byId, holder: first.id }
    const inbound = rules.filter((rule) => rule.direction === 'in')
    const outbound = rules.filter((rule) => rule.direction === 'out')
    const subject = hosts.length === 0 ? first.clients.join(', ') : hostsWord(hosts, 3)
    return {
      title,
      summary: `${hosts.length > 0 ? `${count(hosts.length, 'host')}, ` : ''}${count(inbound.length, 'rule')} inbound${outbound.length > 0 ? `, ${outbound.length} outbound` : ''}`,
      policy: hostsWord(
        list.map((policy) => policy.name),
        3,
      ),
      hosts: hosts.flatMap(rowOf),
      hasHosts: hosts.length > 0,
      tables: [
        ruleTable(`Inbound: ${subject}`, 'in', inbound, facts),
        ...(outbound.length > 0 ? [ruleTable(`Outbound: ${subject}`, 'out', outbound, facts)] : []),
      ],
      note: exact ? '' : 'Each host has a policy of its own, which leaves out the host’s own address.',
      open: only !== null,
    }
  })
  const covered = new Set(policies.flatMap((policy) => policy.hosts))
  const bare = parties.filter(
    (party) => party.host !== null && !covered.has(party.name) && (only === null || party.name === only),
  )
  if (bare.length === 0) return sets
  return [
    ...sets,
    {
      title: 'Hosts without a policy of their own',
      summary: count(bare.length, 'host'),
      policy: 'none: no Windows Firewall, or a name that other hosts serve',
      hosts: bare.flatMap((party) => rowOf(party.name)),
      hasHosts: true,
      tables: [],
      note: '',
      open: only !== null,
    },
  ]
}

const titleOf = (host: Host | undefined, hosts: readonly string[], roleName: (role: string) => string): string => {
  if (hosts.length === 1) return hosts[0] as string
  const roles = (host?.roles ?? []).map(({ role }) => roleName(role)).join(', ') || 'no role'
  return `${host?.site ?? 'Every site'}: ${roles}`
}
