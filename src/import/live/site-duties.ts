// SPDX-License-Identifier: MIT
import { type DatabaseDuty, databaseDuties } from './database-duties.ts'
import { bareHost, isHostName } from './host-names.ts'
import { distinct, propertyTexts } from './live-row.ts'
import { type SiteSql, siteSql } from './live-sql.ts'
import type { RoleRow } from './role-rows.ts'
import type { SiteFacts } from './site-facts.ts'

/** A site with who serves it. */
export interface SiteDuties {
  /** The active site server; empty where the facts name none. */
  readonly active: string
  /** False where nothing tells the active from the passive one. */
  readonly activeIsSure: boolean
  readonly providers: readonly string[]
  readonly sql: SiteSql | null
  readonly databases: readonly DatabaseDuty[]
}

const hostsWith = (rows: readonly RoleRow[], name: string): readonly string[] =>
  distinct(rows.filter((one) => one.name === name).map(({ host }) => host))

/** Who serves a site, by its definition and its role rows. */
export const siteDuties = (
  site: SiteFacts,
  rows: readonly RoleRow[],
  nameHost: (name: string) => string,
): SiteDuties => {
  const servers = hostsWith(rows, 'SMS Site Server')
  const sql = siteSql(site, hostsWith(rows, 'SMS SQL Server'), nameHost)
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
    databases: databaseDuties(
      rows.map(({ row }) => row),
      sql?.host ?? '',
      nameHost,
    ).filter(({ host }) => isHostName(host)),
  }
}

/** What a host does for a site by the definition of the site, as words for a comment. */
export const dutyWords = (
  host: string,
  { active, providers, sql, databases }: SiteDuties,
  defined: boolean,
): readonly string[] => [
  ...(defined && host === active ? ['site server'] : []),
  ...(providers.includes(host) ? ['SMS Provider'] : []),
  ...(sql?.host === host ? [sql.isListener ? 'listener of the site database' : 'site database'] : []),
  ...(sql?.replicas.includes(host) ? ['replica of the site database'] : []),
  ...distinct(databases.filter((one) => one.host === host).map(({ of }) => `database of ${of}`)),
]
