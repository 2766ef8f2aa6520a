// SPDX-License-Identifier: MIT
import type { HostDraft } from './host-draft.ts'
import { hostOfPath } from './host-names.ts'
import { hostRoles } from './host-roles.ts'
import { hostProxy } from './live-proxy.ts'
import { columnOf, distinct, type LiveRow, listTexts, ordinal, propertyNumbers } from './live-row.ts'
import type { RoleRow } from './role-rows.ts'
import { dutyWords, type SiteDuties, siteDuties } from './site-duties.ts'
import type { SiteFacts } from './site-facts.ts'

type NameHost = (name: string) => string

/** Says until when a role was there; null while it is. */
export type RoleEnd = (role: string) => string | null

export interface HostInput {
  readonly sites: ReadonlyMap<string, SiteFacts>
  readonly rows: readonly RoleRow[]
  /** Rows of SMS_DistributionPointInfo. */
  readonly pointInfo: readonly LiveRow[]
  readonly nameHost: NameHost
  readonly roleEnd: RoleEnd
}

const groupRows = (rows: readonly RoleRow[], key: (row: RoleRow) => string): ReadonlyMap<string, readonly RoleRow[]> =>
  Map.groupBy(rows, key)

export interface LiveHosts {
  /** Sorted by name; proxy servers are among them. */
  readonly hosts: readonly HostDraft[]
  /** Role rows that an estate cannot say at their host after all, by their labels, with the reason. */
  readonly lost: ReadonlyMap<string, string>
}

const ONE_SITE = 'a host of an estate has one site'

/** Hosts of the sites with their roles. */
export const liveHosts = ({ sites, rows, pointInfo, nameHost, roleEnd }: HostInput): LiveHosts => {
  const bySite = groupRows(rows, ({ site }) => site)
  const byHost = groupRows(rows, ({ host }) => host)
  const duties = new Map(
    [...sites.values()].map((site) => [site.code, siteDuties(site, bySite.get(site.code) ?? [], nameHost)]),
  )
  const infoOf = Map.groupBy(pointInfo, (row) => nameHost(hostOfPath(columnOf(row, 'NALPath'))))
  const wordsOf = new Map<string, Map<string, readonly string[]>>()
  for (const [code, site] of sites) {
    const own = duties.get(code) as SiteDuties
    const named = [own.active, ...own.providers, own.sql?.host ?? '', ...(own.sql?.replicas ?? [])]
    for (const host of distinct([...named, ...own.databases.map((one) => one.host)])) {
      const words = dutyWords(host, own, site.definitions.length > 0)
      if (words.length > 0) wordsOf.set(host, (wordsOf.get(host) ?? new Map()).set(code, words))
    }
  }
  const homes = new Map<string, string>()
  for (const host of distinct([...byHost.keys(), ...wordsOf.keys()])) {
    const codes = distinct([...(byHost.get(host) ?? []).map(({ site }) => site), ...(wordsOf.get(host)?.keys() ?? [])])
    const serves = codes.find((code) => duties.get(code)?.active === host)
    homes.set(host, serves ?? (codes[0] as string))
  }
  const proxies = new Map<string, Set<number>>()
  const lost = new Map<string, string>()
  const drafts = [...homes].map(([host, home]): HostDraft => {
    const own = (byHost.get(host) ?? []).filter(({ site }) => site === home)
    const away = (byHost.get(host) ?? []).filter(({ site }) => site !== home)
    const words = wordsOf.get(host) ?? new Map<string, readonly string[]>()
    const notes: string[] = []
    const draftRoles = hostRoles(host, own, duties.get(home) as SiteDuties, infoOf.get(host) ?? [], notes)
    for (const { label } of away) lost.set(label, ONE_SITE)
    notes.push(
      ...distinct(
        away
          .filter(({ means }) => means.roles.length > 0)
          .map(({ name, site }) => `not imported: ${name} of ${site}: ${ONE_SITE}`),
      ),
    )
    for (const [code, does] of [...words].sort(([a], [b]) => ordinal(a, b)))
      if (code !== home) notes.push(`not imported: ${does.join(', ')} of ${code}: ${ONE_SITE}`)
    for (const role of [...draftRoles.keys()].sort(ordinal)) {
      const ended = roleEnd(role)
      if (ended === null) continue
      draftRoles.delete(role)
      for (const { label } of own.filter(({ means }) => means.roles.includes(role))) lost.set(label, ended)
      notes.push(`not imported: ${role}: ${ended}`)
    }
    notes.push(...pullNotes(own, home, rows, nameHost))
    const systems = own.filter(({ name }) => name === 'SMS Site System').map(({ row }) => row)
    const proxy = hostProxy(systems, host, nameHost)
    if (proxy.note !== null) notes.push(proxy.note)
    if (proxy.host !== null) {
      const known = proxies.get(proxy.host) ?? new Set()
      for (const port of proxy.ports) known.add(port)
      proxies.set(proxy.host, known)
    }
    const sql = duties.get(home)?.sql
    return {
      name: host,
      site: home,
      from: fromOf(own, home, words.get(home) ?? []),
      roles: draftRoles,
      notes,
      members: sql?.isListener === true && sql.host === host ? sql.replicas : [],
      managed: true,
      siteServerInitiates: propertyNumbers(systems, 'FDMOperation').length > 0,
      proxy: proxy.host,
    }
  })
  return { hosts: addProxies(drafts, proxies), lost }
}

const fromOf = (own: readonly RoleRow[], home: string, words: readonly string[]): string => {
  const names = distinct(own.map(({ name }) => name))
  return [
    ...(names.length > 0 ? [`SMS_SCI_SysResUse of ${home}: ${names.join(', ')}`] : []),
    ...(words.length > 0 ? [`${names.length > 0 ? 'also ' : `site ${home}: `}${words.join(', ')}`] : []),
  ].join('; ')
}

/** Sources of a pull-distribution point in another site: the catalogue joins those of its own. */
const pullNotes = (
  own: readonly RoleRow[],
  home: string,
  rows: readonly RoleRow[],
  nameHost: NameHost,
): readonly string[] => {
  const sources = distinct(
    listTexts(
      own.map(({ row }) => row),
      'SourceDistributionPoints',
    ).map((path) => nameHost(hostOfPath(path))),
  )
  const near = new Set(rows.filter(({ site }) => site === home).map(({ host }) => host))
  return sources
    .filter((source) => !near.has(source))
    .map((source) => `not imported: it takes content from ${source}, which is not of this site: add a flow to it`)
}

const addProxies = (
  drafts: readonly HostDraft[],
  proxies: ReadonlyMap<string, ReadonlySet<number>>,
): readonly HostDraft[] => {
  const all = new Map(drafts.map((draft) => [draft.name, draft]))
  for (const name of distinct(proxies.keys())) {
    const ports = [...(proxies.get(name) ?? [])].sort((a, b) => a - b)
    const known = all.get(name)
    const draft: HostDraft = known ?? {
      name,
      site: null,
      from: 'SMS_SCI_SysResUse: the proxy server of other hosts',
      roles: new Map(),
      notes: ['not readable: whether it runs Windows; managed is false until you say otherwise'],
      members: [],
      managed: false,
      siteServerInitiates: false,
      proxy: null,
    }
    if (ports.length === 0) draft.notes.push('not readable: port of the proxy server')
    const [only] = ports
    draft.roles.set(
      'proxy-server',
      only === undefined ? [] : [['port', ports.length === 1 ? String(only) : `[${ports.join(', ')}]`]],
    )
    all.set(name, draft)
  }
  return [...all.values()].sort((a, b) => ordinal(a.name, b.name))
}
