// SPDX-License-Identifier: MIT
import type { Catalog, CatalogFlow } from '../catalog/catalog-flow.ts'
import { entriesOf } from '../catalog/in-version.ts'
import type { Estate, Site } from '../estate/estate.ts'
import { featureApplies, methodApplies, modeApplies } from './conditions.ts'
import type { Flow, FlowEnd } from './flow.ts'
import { type EndFactory, isEmptyPair } from './flow-end.ts'
import { idWord } from './id-word.ts'
import type { Party } from './party.ts'
import { portsOf } from './ports.ts'
import { indexRoles, type RoleIndex } from './role-index.ts'

/** Roles that stand for any remote address unless the estate gives them as hosts. */
export const ANY_ROLES: ReadonlySet<string> = new Set([
  'internet',
  'microsoft-cloud',
  'intune',
  'exchange-online',
  'cloud-distribution-point',
  'cloud-management-gateway',
  'azure',
])

interface Context {
  readonly estate: Estate
  readonly catalog: Catalog
  readonly index: RoleIndex
  readonly ends: EndFactory
  /** Chosen parts of a list of holders, kept so that equal parts stay one object. */
  readonly parts: Map<string, readonly Party[]>
}

/** Joins the holders of each row's roles, site by site. */
export const catalogFlows = (
  estate: Estate,
  catalog: Catalog,
  parties: readonly Party[],
  ends: EndFactory,
): readonly Flow[] => {
  const context: Context = { estate, catalog, index: indexRoles(parties), ends, parts: new Map() }
  const held = new Set(parties.flatMap((party) => [...party.roles]))
  const left = new Set(estate.except.flatMap((exception) => exception.flows))
  const result: Flow[] = []
  for (const entry of entriesOf(catalog, estate.product, estate.version)) {
    if (entry.kind !== 'flow' || left.has(entry.id) || !featureApplies(estate, catalog, held, entry)) continue
    for (const join of joinsOf(context, entry)) {
      result.push(...joined(context, entry, join, false))
      if (entry.direction === 'either' || isBetweenSites(entry)) result.push(...joined(context, entry, join, true))
    }
  }
  return result
}

interface Join {
  /** What follows the entry's id in the flow's id. */
  readonly label: string
  readonly site: string | null
  readonly from: FlowEnd
  readonly to: FlowEnd
}

const isBetweenSites = (entry: CatalogFlow): boolean =>
  entry.from === entry.to && (entry.from === 'site-server' || entry.from === 'sql-server')

const joinsOf = (context: Context, entry: CatalogFlow): readonly Join[] => {
  const { estate, index } = context
  if (isBetweenSites(entry)) return [...estate.sites.values()].flatMap((site) => betweenSites(context, entry, site))
  const from = entry.from as string
  const sites = new Set(
    [...estate.sites.keys()].filter((site) => takesPart(context, from, site) || takesPart(context, entry.to, site)),
  )
  const joins = [...sites].map((site) => within(context, entry, site)).filter((join) => join !== null)
  if (joins.length > 0 || sites.size > 0) return joins
  const alone = within(context, entry, null)
  return alone === null || !(index.holders(from, null).length > 0 || index.holders(entry.to, null).length > 0)
    ? []
    : [alone]
}

const takesPart = ({ estate, index }: Context, role: string, site: string): boolean =>
  index.sitesOf(role).has(site) ||
  (role === 'site-server' && index.sitesOf('passive-site-server').has(site)) ||
  (role === 'wsus-upstream' && parentHas(estate, index, site))

const parentHas = (estate: Estate, index: RoleIndex, site: string): boolean => {
  const parent = estate.sites.get(site)?.parent ?? null
  return parent !== null && index.sitesOf('software-update-point').has(parent)
}

const within = (context: Context, entry: CatalogFlow, siteName: string | null): Join | null => {
  const { estate } = context
  const site = siteName === null ? null : (estate.sites.get(siteName) as Site)
  if (entry.sites === 'top' && site?.parent != null) return null
  if (!modeApplies(site, entry)) return null
  const from = endOf(context, entry, entry.from as string, siteName, entry.to)
  const to = endOf(context, entry, entry.to, siteName, entry.from as string)
  return isEmptyPair(from, to) || (from.any !== null && to.any !== null)
    ? null
    : { label: siteName === null ? '' : `@${idWord(siteName)}`, site: siteName, from, to }
}

const betweenSites = (context: Context, entry: CatalogFlow, child: Site): readonly Join[] => {
  if (child.parent === null) return []
  const role = entry.from as string
  const here = (site: string): readonly Party[] =>
    part(
      context,
      `${role} in ${site}`,
      context.index.holders(role, site).filter((party) => party.site === site),
    )
  const from = context.ends.ofParties(here(child.name))
  const to = context.ends.ofParties(here(child.parent))
  return isEmptyPair(from, to)
    ? []
    : [{ label: `@${idWord(child.name)}+${idWord(child.parent)}`, site: child.name, from, to }]
}

/** Holders of a role at a site, less those whom the row does not concern. */
const endOf = (context: Context, entry: CatalogFlow, role: string, site: string | null, other: string): FlowEnd => {
  const { estate, catalog, index, ends } = context
  let parties = index.holders(role, site)
  // The passive server stands in for the site server of its own site.
  if (role === 'site-server' && other !== 'passive-site-server' && other !== 'site-server') {
    const passive = index.holders('passive-site-server', site)
    if (passive.length > 0) parties = part(context, `${role}+passive ${site}`, [...new Set([...parties, ...passive])])
  }
  if (role === 'wsus-upstream' && site !== null) {
    const parent = estate.sites.get(site)?.parent ?? null
    const above =
      parent === null ? [] : index.holders('software-update-point', parent).filter((party) => party.site === parent)
    if (above.length > 0) parties = part(context, `upstream ${site}`, [...new Set([...parties, ...above])])
  }
  if (entry.installMethods.length > 0 && role === 'client')
    parties = part(
      context,
      `${entry.id} ${site}`,
      parties.filter((party) => methodApplies(estate, catalog, entry, party)),
    )
  else if (role === 'client' && (other === 'global-catalog' || other === 'domain-controller'))
    parties = part(
      context,
      `domain clients ${site}`,
      parties.filter((party) => (party.group?.membership ?? 'domain') === 'domain'),
    )
  return parties.length === 0 && ANY_ROLES.has(role) ? ends.ofAny(role) : ends.ofParties(parties)
}

const part = ({ parts }: Context, key: string, parties: readonly Party[]): readonly Party[] => {
  const known = parts.get(key)
  if (known !== undefined) return known
  parts.set(key, parties)
  return parties
}

/** The flows of one join in one direction: one for each set of ports that listeners answer on. */
const joined = (context: Context, entry: CatalogFlow, join: Join, back: boolean): readonly Flow[] => {
  const { estate, catalog, ends } = context
  const [from, to] = back ? [join.to, join.from] : [join.from, join.to]
  const [fromRole, toRole] = back ? [entry.to, entry.from as string] : [entry.from as string, entry.to]
  const senders = senderEnd(context, fromRole, toRole, from)
  if (isEmptyPair(senders, to)) return []
  const id = `${entry.id}${back ? '/back' : ''}${join.label}`
  const flow = (end: FlowEnd, ports: readonly string[], suffix: string): Flow => ({
    id: `${id}${suffix}`,
    entry,
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
  if (to.parties.length === 0) return [flow(to, portsOf(estate, catalog, entry, toRole, null, join.site), '')]
  const byPorts = new Map<string, { ports: readonly string[]; parties: Party[] }>()
  for (const party of to.parties) {
    const ports = portsOf(estate, catalog, entry, toRole, party, join.site)
    const key = ports.join(',')
    const group = byPorts.get(key)
    if (group === undefined) byPorts.set(key, { ports, parties: [party] })
    else group.parties.push(party)
  }
  if (byPorts.size === 1) {
    const only = byPorts.values().next().value as { ports: readonly string[] }
    return [flow(to, only.ports, '')]
  }
  return [...byPorts.values()]
    .map((group) => flow(ends.ofParties(group.parties), group.ports, `:${group.ports.join(',')}`))
    .filter(({ to: end }) => !isEmptyPair(senders, end))
}

/** A site system that the site server must call itself never opens a connection back to it. */
const senderEnd = (context: Context, fromRole: string, toRole: string, end: FlowEnd): FlowEnd => {
  const kind = context.catalog.roles.get(fromRole)?.kind
  if (toRole !== 'site-server' || (kind !== 'site-system' && kind !== 'group')) return end
  const silent = end.parties.some((party) => party.host?.siteServerInitiates === true)
  return silent ? context.ends.ofParties(end.parties.filter((party) => party.host?.siteServerInitiates !== true)) : end
}
