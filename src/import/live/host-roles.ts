// SPDX-License-Identifier: MIT
import type { DatabaseDuty } from './database-duties.ts'
import type { LiveRole } from './live-estate.ts'
import { isOn, type LiveRow, propertyNumbers } from './live-row.ts'
import type { SiteSql } from './live-sql.ts'
import { roleParameters } from './role-parameters.ts'
import type { RoleRow } from './role-rows.ts'
import type { SiteDuties } from './site-duties.ts'

/** The roles of a host at its site. */
export const hostRoles = (
  host: string,
  own: readonly RoleRow[],
  duties: SiteDuties,
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
