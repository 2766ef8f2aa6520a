// SPDX-License-Identifier: MIT
import type { AddressSet } from '../../formats/address/address-set.ts'
import type { Host, HostFirewall, HostRole } from '../estate.ts'
import type { EstateFile } from '../estate-schema.ts'
import type { Path } from '../problem.ts'
import { isLeftOut } from '../shape/check-shape.ts'
import { checkHostName } from './check-host-name.ts'
import { checkName } from './check-name.ts'
import { checkSqlPorts } from './check-sql-ports.ts'
import { type Context, entriesOf, sortedMap } from './context.ts'
import { resolveHostFirewall } from './resolve-firewall.ts'
import { checkProfiles, edgeDefaults, resolveMembership, withRpc } from './resolve-membership.ts'
import { readAddresses } from './resolve-networks.ts'
import { proxiesOf, resolveProxy } from './resolve-proxy.ts'
import { resolveRoles } from './resolve-roles.ts'
import type { RpcOn } from './resolve-rpc-on.ts'

type HostEntry = NonNullable<EstateFile['hosts']>[string]

/** Hosts that stand for a remote service, or for devices without Windows Firewall, may have whole networks as addresses. */
const mayHaveNetworks = (roles: readonly HostRole[], { catalog }: Context): boolean =>
  roles.length > 0 && roles.every(({ role }) => catalog.roles.get(role)?.firewall === false)

const isOneAddress = ({ v4, v6 }: AddressSet): boolean =>
  v4.every(({ first, last }) => first === last) && v6.every(({ first, last }) => first === last)

const addressesOf = (name: string, entry: HostEntry, roles: readonly HostRole[], context: Context): AddressSet => {
  const { report } = context
  const path = ['hosts', name, 'addresses']
  const addresses = readAddresses(entry.addresses, `the host “${name}”`, report, path)
  if (!isOneAddress(addresses) && !mayHaveNetworks(roles, context))
    for (const [index, text] of entry.addresses.entries())
      if (/[-/]/.test(text) && !/\/(32|128)$/.test(text))
        report('not-one-address', { text, host: name }, [...path, index])
  return addresses
}

const siteOf = (entry: HostEntry, path: Path, { names, report, suggest }: Context): string | null => {
  const site = entry.site ?? null
  if (site === null || names.sites.has(site)) return site
  report('unknown-site', () => ({ word: site, nearest: suggest(site, names.sites) }), [...path, 'site'])
  return null
}

const membersOf = (
  name: string,
  entry: HostEntry,
  path: Path,
  { names, report, suggest }: Context,
): readonly string[] | null => {
  if (entry.members === undefined) return null
  const members = new Set<string>()
  if (entry.members.length === 0 && !isLeftOut(entry.members))
    report('empty-list', { key: 'members' }, [...path, 'members'], 'key')
  for (const [index, word] of entry.members.entries()) {
    const where = [...path, 'members', index]
    const member = word.toLowerCase()
    if (member === name.toLowerCase()) report('own-member', { name: word }, where)
    else if (!names.hosts.has(member))
      report('unknown-host', () => ({ word, nearest: suggest(word, names.hosts.values()) }), where)
    else if (members.has(member)) report('duplicate-entry', { word }, where)
    members.add(member)
  }
  return [...members].sort()
}

/** What the estate says for all of its hosts and client groups. */
export interface Common {
  readonly domain: string | null
  readonly firewall: HostFirewall
  readonly rpcOn: RpcOn
}

const policyOf = (entry: HostEntry, path: Path, { report }: Context): string | null => {
  if (entry.policy === undefined) return null
  checkName(entry.policy, 'a policy', report, [...path, 'policy'], 'value')
  return entry.policy
}

const resolveHost = (
  name: string,
  entry: HostEntry,
  order: number,
  common: Common & { readonly proxies: readonly string[] },
  context: Context,
): Host => {
  const { names, report } = context
  const path = ['hosts', name]
  const lower = name.toLowerCase()
  const other = names.hosts.get(lower)
  checkHostName(name, 'a host', report, path)
  if (other !== undefined && other !== name) {
    const related = [{ message: 'The first one stands here.', path: ['hosts', other], on: 'key' as const }]
    report('duplicate-host', { name, other }, path, 'key', related)
  }
  const roles = resolveRoles(entry.roles ?? [], path, context)
  const site = siteOf(entry, path, context)
  checkSqlPorts(name, roles, context)
  for (const { role, path: where } of roles) {
    const facts = context.catalog.roles.get(role)
    if (entry.site === undefined && (facts?.onePerSite || facts?.standsInFor != null))
      report('site-needed', { role, host: name }, where)
  }
  const membership = resolveMembership(entry, common.domain, path, context)
  checkProfiles(membership, entry.firewall?.profiles, path, context)
  const held = roles.map(({ role }) => role)
  const rpc = common.rpcOn.host(lower, held) ? common.firewall.rpc : null
  const defaults = edgeDefaults(membership, withRpc(common.firewall, rpc))
  const usualRpc = common.rpcOn.host('', held) ? common.firewall.rpc : null
  return {
    ...membership,
    name: lower,
    writtenName: name,
    order,
    addresses: addressesOf(name, entry, roles, context),
    site,
    os: entry.os ?? null,
    roles,
    members: membersOf(name, entry, path, context),
    managed: entry.managed ?? true,
    policy: policyOf(entry, path, context),
    proxy: resolveProxy(entry.proxy, common.proxies, [...path, 'proxy'], context),
    siteServerInitiates: entry.siteServerInitiates ?? false,
    usualFirewall: withRpc(defaults, usualRpc),
    firewall: resolveHostFirewall(entry.firewall, defaults, [...path, 'firewall'], context),
  }
}

/** In the order of the file, so that “the first one” of a diagnostic is the upper one; sorted by `sortedMap` at the end. */
export const resolveHosts = (
  hosts: EstateFile['hosts'],
  common: Common,
  context: Context,
): { readonly inFileOrder: readonly Host[]; readonly byName: ReadonlyMap<string, Host> } => {
  const shared = { ...common, proxies: proxiesOf(hosts, context) }
  const inFileOrder: Host[] = []
  for (const [name, entry] of entriesOf(hosts))
    inFileOrder.push(resolveHost(name, entry, inFileOrder.length, shared, context))
  return { inFileOrder, byName: sortedMap(inFileOrder) }
}
