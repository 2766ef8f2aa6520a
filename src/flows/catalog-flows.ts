// SPDX-License-Identifier: MIT
import type { Catalog, CatalogFlow } from '../catalog/catalog-flow.ts'
import { entriesOf } from '../catalog/in-version.ts'
import { getOrInsert } from '../collections/get-or-insert.ts'
import type { Estate } from '../estate/estate.ts'
import { featureApplies } from './conditions.ts'
import { withFirstPacket } from './first-packet.ts'
import type { Flow, FlowEnd } from './flow.ts'
import type { FlowContext } from './flow-context.ts'
import { type EndFactory, isEmptyPair } from './flow-end.ts'
import { type Join, joinsOf } from './joins.ts'
import type { Party } from './party.ts'
import { portsOf } from './ports.ts'
import { indexRoles } from './role-index.ts'
import { proxyRole, throughProxy } from './through-proxy.ts'

/** Joins the holders of each row's roles, site by site. */
export const catalogFlows = (
  estate: Estate,
  catalog: Catalog,
  parties: readonly Party[],
  ends: EndFactory,
): readonly Flow[] => {
  const standIns = new Map<string, string[]>()
  for (const { id, standsInFor } of catalog.roles.values())
    if (standsInFor !== null) getOrInsert(standIns, standsInFor, () => []).push(id)
  const proxies = new Map(
    parties.filter((party) => proxyRole(catalog, party) !== null).map((party) => [party.name, party]),
  )
  const context: FlowContext = {
    estate,
    catalog,
    index: indexRoles(parties),
    ends,
    standIns,
    proxies,
    domainsIn: domainsBySite(parties),
    parts: new Map(),
  }
  const held = new Set(parties.flatMap((party) => [...party.roles]))
  const left = new Set(estate.except.flatMap((exception) => exception.flows))
  return entriesOf(catalog, estate.product, estate.version)
    .filter((entry) => entry.kind === 'flow' && !left.has(entry.id) && featureApplies(estate, catalog, held, entry))
    .flatMap((entry) =>
      joinsOf(context, entry).flatMap((join) =>
        [...joined(context, entry, join, false), ...(join.bothWays ? joined(context, entry, join, true) : [])]
          .flatMap((flow) => withFirstPacket(context, flow, join.site))
          .flatMap((flow) => throughProxy(context, flow, join.site)),
      ),
    )
}

const domainsBySite = (parties: readonly Party[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const sites = new Map<string, Set<string>>()
  for (const { site, domain } of parties)
    if (site !== null && domain !== null) getOrInsert(sites, site, () => new Set()).add(domain)
  return sites
}

/** The flows of one join in one direction: one for each set of ports that listeners answer on. */
const joined = (context: FlowContext, entry: CatalogFlow, join: Join, back: boolean): readonly Flow[] => {
  const { ends } = context
  const [from, to] = back ? [join.to, join.from] : [join.from, join.to]
  const [fromRole, toRole] = back ? [entry.to, entry.from as string] : [entry.from as string, entry.to]
  const senders = senderEnd(context, fromRole, toRole, from)
  if (isEmptyPair(senders, to)) return []
  const id = `${entry.id}${back ? '/back' : ''}${join.label}`
  const flow = (end: FlowEnd, ports: readonly string[], suffix: string): Flow => ({
    id: `${id}${suffix}`,
    entry,
    own: null,
    service: entry.service,
    title: null,
    fromRole,
    toRole,
    from: senders,
    to: end,
    protocol: entry.protocol,
    ports,
    icmp: null,
    text: entry.text,
    sources: entry.sources,
  })
  if (to.parties.length === 0) return [flow(to, portsOf(context, entry, toRole, null, join.site), '')]
  const byPorts = new Map<string, { ports: readonly string[]; parties: Party[] }>()
  for (const party of to.parties) {
    const ports = portsOf(context, entry, toRole, party, join.site)
    getOrInsert(byPorts, ports.join(','), () => ({ ports, parties: [] as Party[] })).parties.push(party)
  }
  const [only, ...others] = [...byPorts.values()]
  if (only !== undefined && others.length === 0) return [flow(to, only.ports, '')]
  return [...byPorts.values()]
    .map((group) => flow(ends.ofParties(group.parties), group.ports, `:${group.ports.join(',')}`))
    .filter(({ to: end }) => !isEmptyPair(senders, end))
}

/** A site system that the site server must call itself never opens a connection back to it. */
const senderEnd = (context: FlowContext, fromRole: string, toRole: string, end: FlowEnd): FlowEnd => {
  const { roles } = context.catalog
  const kind = roles.get(fromRole)?.kind
  if (roles.get(toRole)?.callsSiteSystems !== true || (kind !== 'site-system' && kind !== 'group')) return end
  const silent = end.parties.some((party) => party.host?.siteServerInitiates === true)
  return silent ? context.ends.ofParties(end.parties.filter((party) => party.host?.siteServerInitiates !== true)) : end
}
