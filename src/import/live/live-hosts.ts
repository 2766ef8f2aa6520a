// SPDX-License-Identifier: MIT
import { type DatabaseDuty, databaseDuties } from './database-duties.ts'
import type { HostDraft } from './host-draft.ts'
import { bareHost, hostOfPath, isHostName } from './host-names.ts'
import type { LiveRole } from './live-estate.ts'
import { hostProxy } from './live-proxy.ts'
import {
  columnOf,
  distinct,
  isOn,
  type LiveRow,
  listTexts,
  ordinal,
  propertyNumbers,
  propertyTexts,
} from './live-row.ts'
import { type SiteSql, siteSql } from './live-sql.ts'
import { roleParameters } from './role-parameters.ts'
import type { RoleRow } from './role-rows.ts'
import type { SiteFacts } from './site-facts.ts'

type NameHost = (name: string) => string

/** A site with who serves it. */
interface Duties {
  readonly active: string
  readonly activeIsSure: boolean
  readonly providers: readonly string[]
  readonly sql: SiteSql | null
  readonly sqlServers: readonly string[]
  readonly databases: readonly DatabaseDuty[]
}

const hostsWith = (rows: readonly RoleRow[], name: string): readonly string[] =>
  distinct(rows.filter((one) => one.name === name).map(({ host }) => host))

const dutiesOf = (site: SiteFacts, rows: readonly RoleRow[], nameHost: NameHost): Duties => {
  const servers = hostsWith(rows, 'SMS Site Server')
  const sqlServers = hostsWith(rows, 'SMS SQL Server')
  const sql = siteSql(site, sqlServers, nameHost)
  const active = isHostName(site.server) ? site.server : ''
  return {
    active: active || (servers[0] ?? ''),
    activeIsSure: active !== '' || servers.length < 2,
    // The definition names one provider at most, of a secondary site one that is none: the rows have them all.
    providers:
      rows.length > 0 || site.type === 'secondary'
        ? []
        : propertyTexts(site.definitions, 'ProviderServerName')
            .map((text) => nameHost(bareHost(text)))
            .filter(isHostName),
    sql,
    sqlServers,
    databases: databaseDuties(
      rows.map(({ row }) => row),
      sql?.host ?? '',
      nameHost,
    ).filter(({ host }) => isHostName(host)),
  }
}

/** What a host does for a site by the definition of the site, as words for a comment. */
const wordsFor = (host: string, { active, providers, sql, databases }: Duties, defined: boolean): readonly string[] => [
  ...(defined && host === active ? ['site server'] : []),
  ...(providers.includes(host) ? ['SMS Provider'] : []),
  ...(sql?.host === host ? [sql.isListener ? 'listener of the site database' : 'site database'] : []),
  ...(sql?.replicas.includes(host) ? ['replica of the site database'] : []),
  ...distinct(databases.filter((one) => one.host === host).map(({ of }) => `database of ${of}`)),
]

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
    [...sites.values()].map((site) => [site.code, dutiesOf(site, bySite.get(site.code) ?? [], nameHost)]),
  )
  const infoOf = Map.groupBy(pointInfo, (row) => nameHost(hostOfPath(columnOf(row, 'NALPath'))))
  const wordsOf = new Map<string, Map<string, readonly string[]>>()
  for (const [code, site] of sites) {
    const own = duties.get(code) as Duties
    const named = [own.active, ...own.providers, own.sql?.host ?? '', ...(own.sql?.replicas ?? [])]
    for (const host of distinct([...named, ...own.databases.map((one) => one.host)])) {
      const words = wordsFor(host, own, site.definitions.length > 0)
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
    const draftRoles = rolesOf(host, own, duties.get(home) as Duties, infoOf.get(host) ?? [], notes)
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

/** The roles of a host at its site. */
const rolesOf = (
  host: string,
  own: readonly RoleRow[],
  duties: Duties,
  info: readonly LiveRow[],
  notes: string[],
): Map<string, LiveRole['parameters']> => {
  const roles = new Map<string, LiveRole['parameters']>()
  const rows = own.map(({ row }) => row)
  const { sql } = duties
  for (const { means } of own) for (const role of means.roles) roles.set(role, roleParameters(role, rows))
  if (duties.providers.includes(host)) roles.set('sms-provider', [])
  if (roles.has('site-server') && host !== duties.active) {
    roles.delete('site-server')
    roles.set('passive-site-server', [])
  }
  if (host === duties.active) {
    roles.set('site-server', [])
    if (!duties.activeIsSure)
      notes.push('not readable: which site server is active; the other one is written as passive')
  }
  if (sql === null) {
    if (roles.has('sql-server'))
      notes.push('not readable: instance and ports of SQL Server: no SMS_SCI_SiteDefinition names them')
  } else if (sql.replicas.includes(host)) {
    roles.delete('sql-server')
    roles.set('sql-availability-replica', sql.parameters)
    if (!sql.isListener) notes.push(...sql.notes)
  } else if (sql.host === host) {
    roles.set('sql-server', sql.parameters)
    notes.push(...sql.notes)
  } else if (roles.has('sql-server'))
    notes.push(`not readable: ports of this SQL Server: the site database is on ${sql.host}`)
  distributionPoint(roles, rows, info)
  if (roles.has('data-warehouse-service-point')) notes.push('not readable: the SQL Server of the data warehouse')
  for (const database of duties.databases.filter((one) => one.host === host))
    addDatabase(roles, database, sql, host, notes)
  return roles
}

/** What a distribution point is besides; each of these is a distribution point too. */
const distributionPoint = (
  roles: Map<string, LiveRole['parameters']>,
  rows: readonly LiveRow[],
  info: readonly LiveRow[],
): void => {
  if (!roles.has('distribution-point')) return
  const on = (name: 'IsPXE' | 'IsMulticast' | 'IsPullDP'): boolean =>
    propertyNumbers(rows, name).length > 0 || isOn(info, name)
  if (on('IsPXE')) roles.set('pxe-distribution-point', [])
  if (on('IsMulticast') && !roles.has('multicast-distribution-point'))
    roles.set('multicast-distribution-point', roleParameters('multicast-distribution-point', rows))
  if (on('IsPullDP')) roles.set('pull-distribution-point', [])
  if (propertyNumbers(rows, 'DoincEnabled').length > 0) roles.set('connected-cache-distribution-point', [])
  if ([...roles.keys()].some((role) => role !== 'distribution-point' && role.endsWith('-distribution-point')))
    roles.delete('distribution-point')
}

const addDatabase = (
  roles: Map<string, LiveRole['parameters']>,
  { role, instance, of }: DatabaseDuty,
  sql: SiteSql | null,
  host: string,
  notes: string[],
): void => {
  const isSiteSql = sql !== null && (sql.host === host || sql.replicas.includes(host))
  const about = instance === '' ? 'the default instance' : `the instance ${instance}`
  if (isSiteSql && instance.toLowerCase() === sql.instance.toLowerCase())
    roles.set(
      role,
      sql.parameters.filter(([key]) => key !== 'serviceBroker' || role === 'management-point-replica'),
    )
  else if (isSiteSql) notes.push(`not imported: ${role} on ${about} (${of}): its port is not readable`)
  else {
    roles.set(role, [])
    notes.push(`not readable: port of ${about} (${of}): write it as port of ${role}, or 1433 counts`)
  }
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
