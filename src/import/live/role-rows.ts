// SPDX-License-Identifier: MIT
import { yamlLine } from '../../formats/yaml/yaml-text.ts'
import { CONSOLE_ROLES, type ConsoleRole } from './console-roles.ts'
import { hostOfRow, isHostName } from './host-names.ts'
import { columnOf, type LiveRow, ordinal } from './live-row.ts'
import { type KnownSites, siteCode } from './site-facts.ts'

/** A role row that a host of the estate can hold. */
export interface RoleRow {
  readonly row: LiveRow
  readonly host: string
  readonly site: string
  readonly name: string
  readonly means: ConsoleRole
  /** What the report calls it. */
  readonly label: string
}

/** What became of a role row, for the report. */
export interface RowFate {
  readonly fate: 'imported' | 'without meaning' | 'left out' | 'unknown'
  /** Role, host and site; rows that say the same are one. */
  readonly row: string
  readonly place: string
  readonly why: string
}

const BY_NAME = new Map(CONSOLE_ROLES.map((one) => [one.name.toLowerCase(), one]))

export interface SortedRows {
  readonly rows: readonly RoleRow[]
  readonly fates: readonly RowFate[]
  /** What stands in no host of the estate, as notes. */
  readonly notes: readonly string[]
}

/** Sorts the role rows: what hosts can hold, and what they cannot. */
export const sortRoleRows = (
  rows: readonly LiveRow[],
  { sites, leftOut }: KnownSites,
  nameHost: (name: string) => string,
): SortedRows => {
  const kept: RoleRow[] = []
  const fates: RowFate[] = []
  const notes = new Set<string>()
  for (const row of rows) {
    const site = siteCode(row)
    const name = columnOf(row, 'RoleName')
    const host = nameHost(hostOfRow(row))
    const type = columnOf(row, 'NALType')
    const means = BY_NAME.get(name.toLowerCase())
    const label = yamlLine(`${means?.name ?? name} of ${host === '' ? 'a host without a name' : host} in site ${site}`)
    const fate = (kind: RowFate['fate'], why: string): void => {
      fates.push({ fate: kind, row: label, place: row.place, why })
      if (kind !== 'imported' && why !== '')
        notes.add(kind === 'without meaning' ? `${label}: ${why}` : `not imported: ${label}: ${why}`)
    }
    if (/azure|cloud/i.test(type))
      fate('without meaning', 'a service in the cloud is no host here; rules have any address for it')
    else if (type !== '' && type.toLowerCase() !== 'windows nt server') fate('left out', 'it is no Windows server')
    else if (!isHostName(host)) fate('left out', 'an estate takes no such name of a host')
    else if (!sites.has(site)) fate('left out', leftOut.get(site) ?? 'its site is not known')
    else if (means === undefined) fate('unknown', 'no such role name is known')
    else {
      kept.push({ row, host, site, name: means.name, means, label })
      fates.push({
        fate: means.roles.length > 0 ? 'imported' : 'without meaning',
        row: label,
        place: row.place,
        why: '',
      })
    }
  }
  return { rows: kept, fates, notes: [...notes].sort(ordinal) }
}
