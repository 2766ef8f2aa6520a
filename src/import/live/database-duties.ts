// SPDX-License-Identifier: MIT
import { afterBackslash, bareHost, beforeBackslash, hostOfRow } from './host-names.ts'
import { columnOf, distinct, type LiveRow, ordinal, propertyKnown, propertyNumbers, propertyTexts } from './live-row.ts'
import { realInstance } from './live-sql.ts'

/** A database of a role on another computer. */
export interface DatabaseDuty {
  readonly host: string
  readonly role: string
  readonly instance: string
  /** Whose database it is, for comments. */
  readonly of: string
}

const OWN = new Set(['', '.', '(local)', 'localhost'])

const duty = (row: LiveRow, role: string, server: string, instance: string, nameHost: (name: string) => string) => {
  const own = nameHost(hostOfRow(row))
  const host = nameHost(bareHost(server))
  return OWN.has(host) || host === own
    ? []
    : [{ host, role, instance: realInstance(instance), of: `${columnOf(row, 'RoleName')} on ${own}` }]
}

/** Databases that role rows of one site name, but the site database itself. */
export const databaseDuties = (
  rows: readonly LiveRow[],
  siteDatabase: string,
  nameHost: (name: string) => string,
): readonly DatabaseDuty[] =>
  rows
    .flatMap((row): readonly DatabaseDuty[] => {
      const name = columnOf(row, 'RoleName').toLowerCase()
      if (name === 'sms management point') {
        const own = propertyKnown([row], 'UseSiteDatabase') && propertyNumbers([row], 'UseSiteDatabase').length === 0
        const instance = distinct(propertyTexts([row], 'DatabaseName').map(beforeBackslash))[0] ?? ''
        return own
          ? propertyTexts([row], 'SQLServerName').flatMap((server) =>
              duty(row, 'management-point-replica', server, afterBackslash(server) || instance, nameHost),
            )
          : []
      }
      if (name === 'sms software update point')
        return propertyTexts([row], 'DBServerName').flatMap((server) =>
          duty(row, 'wsus-database-server', server, afterBackslash(server), nameHost),
        )
      return []
    })
    .filter(({ host, role }) => role !== 'management-point-replica' || host !== siteDatabase)
    .sort((a, b) => ordinal(keyOf(a), keyOf(b)))
    .filter((one, index, all) => index === 0 || keyOf(one) !== keyOf(all[index - 1] as DatabaseDuty))

const keyOf = ({ host, role, instance, of }: DatabaseDuty): string => [host, role, instance, of].join('\n')
