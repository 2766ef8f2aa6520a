// SPDX-License-Identifier: MIT
import { ordinaryClient } from '../../catalog/ordinary-client.ts'
import { type AddressSet, ANY_ADDRESS, unionAddresses } from '../../formats/address/address-set.ts'
import type { ClientGroup, Install, Network } from '../estate.ts'
import type { EstateFile } from '../estate-schema.ts'
import type { Path } from '../problem.ts'
import { isLeftOut } from '../shape/check-shape.ts'
import { checkName } from './check-name.ts'
import { byCodeUnit, type Context, sortedMap } from './context.ts'
import { looksLikeAddress, readAddress } from './read-address.ts'
import { resolveHostFirewall } from './resolve-firewall.ts'
import type { Common } from './resolve-hosts.ts'
import { checkProfiles, edgeDefaults, resolveMembership } from './resolve-membership.ts'
import { checkRole } from './resolve-roles.ts'
import { isWholeFamily } from './wide-addresses.ts'

type ClientEntry = NonNullable<EstateFile['clients']>[string]
type Networks = ReadonlyMap<string, Network>

const addressesOf = (
  name: string,
  entry: ClientEntry,
  path: Path,
  networks: Networks,
  context: Context,
): AddressSet => {
  const { names, report, suggest } = context
  const isInternet = entry.membership === 'internet'
  if (entry.networks === 'any') {
    if (!isInternet) report('any-network', { name, membership: entry.membership ?? 'domain' }, [...path, 'networks'])
    return ANY_ADDRESS
  }
  const sets: AddressSet[] = []
  const seen = new Set<string>()
  if (entry.networks.length === 0 && !isLeftOut(entry.networks))
    report('no-address', { what: `the client group “${name}”` }, [...path, 'networks'], 'key')
  for (const [index, word] of entry.networks.entries()) {
    const where = [...path, 'networks', index]
    if (seen.has(word)) report('repeated-address', { text: word }, where)
    seen.add(word)
    const known = networks.get(word)?.addresses
    const set =
      known ?? (names.networks.has(word) ? null : looksLikeAddress(word) ? readAddress(word, report, where) : undefined)
    if (set === undefined && word === 'any') report('any-in-list', {}, where)
    else if (set === undefined)
      report('unknown-network', () => ({ word, nearest: suggest(word, names.networks) }), where)
    else if (set !== null) {
      if (isInternet && isWholeFamily(set)) report('whole-internet', { word }, where)
      sets.push(set)
    }
  }
  return unionAddresses(sets)
}

const installOf = (entry: ClientEntry, path: Path, { catalog, product, report }: Context): readonly Install[] => {
  const methods = new Map<string, Install>()
  for (const [index, given] of (entry.install ?? []).entries()) {
    const where = [...path, 'install', index]
    const options = typeof given === 'string' ? { method: given } : given
    const { method } = options
    if (methods.has(method))
      report('duplicate-entry', { word: method }, typeof given === 'string' ? where : [...where, 'method'])
    const told = new Map<string, boolean>()
    for (const { installOption: option, products } of catalog.roles.values()) {
      const value = option === null ? undefined : (options as Readonly<Record<string, unknown>>)[option]
      if (option === null || typeof value !== 'boolean') continue
      told.set(option, value)
      if (value && product !== null && !products.includes(product))
        report('option-not-in-product', { option, product }, [...where, option])
    }
    methods.set(method, {
      method,
      source: options.source ?? false,
      ccmsetup: options.ccmsetup ?? 'share',
      told,
    })
  }
  return [...methods.values()].sort((a, b) => byCodeUnit(a.method, b.method))
}

export const resolveClients = (
  clients: EstateFile['clients'],
  networks: Networks,
  common: Common,
  context: Context,
): ReadonlyMap<string, ClientGroup> => {
  const { names, report, suggest } = context
  const groups = Object.entries(clients ?? {}).map(([name, entry]): ClientGroup => {
    const path = ['clients', name]
    const site = entry.site ?? null
    checkName(name, 'a client group', report, path, 'key', 'refuse')
    if (site !== null && !names.sites.has(site))
      report('unknown-site', () => ({ word: site, nearest: suggest(site, names.sites) }), [...path, 'site'])
    if (entry.role !== undefined) checkRole(entry.role, [...path, 'role'], context)
    const membership = resolveMembership(entry, common.domain, path, context)
    checkProfiles(membership, entry.firewall?.profiles, path, context)
    const role = entry.role ?? ordinaryClient(context.catalog)
    const rpc = common.rpcOn.clients(name, role) ? common.firewall.rpc : null
    const defaults = edgeDefaults(membership, { ...common.firewall, rpc })
    return {
      ...membership,
      name,
      site,
      addresses: addressesOf(name, entry, path, networks, context),
      role,
      networks: entry.networks === 'any' ? [] : entry.networks.filter((word) => networks.has(word)),
      os: entry.os ?? null,
      install: installOf(entry, path, context),
      installGiven: entry.install !== undefined,
      firewall: resolveHostFirewall(entry.firewall, defaults, [...path, 'firewall'], context),
    }
  })
  return sortedMap(groups)
}
