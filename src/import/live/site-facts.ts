// SPDX-License-Identifier: MIT
import { isReservedName } from '../../estate/resolve/check-name.ts'
import { bareHost, hostOfRow } from './host-names.ts'
import type { SiteType } from './live-estate.ts'
import { columnOf, distinct, type LiveRow, ordinal, propertyTexts } from './live-row.ts'

export interface SiteFacts {
  readonly code: string
  readonly type: SiteType
  readonly parent: string | null
  /** The active site server, if the facts say which. */
  readonly server: string
  readonly definitions: readonly LiveRow[]
  readonly build: string
  readonly notes: readonly string[]
}

export interface KnownSites {
  readonly sites: ReadonlyMap<string, SiteFacts>
  /** Sites that an estate cannot say, with the reason. */
  readonly leftOut: ReadonlyMap<string, string>
  /** What makes the facts no description of one hierarchy: nothing is written then. */
  readonly conflicts: readonly string[]
}

const TYPES: Readonly<Record<string, SiteType>> = { 1: 'secondary', 2: 'primary', 4: 'central' }

export const siteCode = (row: LiveRow): string => columnOf(row, 'SiteCode').toUpperCase()

/** The active site server stands there with the type of its site; the passive one with 8, as every other host. */
const typesOf = (definitions: readonly LiveRow[], servers: readonly LiveRow[]): readonly SiteType[] => {
  const written = definitions.length > 0 ? definitions.map((row) => columnOf(row, 'SiteType')) : []
  const shown = servers.map((row) => columnOf(row, 'Type'))
  const of = (values: readonly string[]): readonly SiteType[] => [
    ...new Set(values.flatMap((value) => TYPES[value] ?? [])),
  ]
  const first = of(written)
  return first.length > 0 ? first : of(shown)
}

/** Sites of the definitions and of the role rows. `nameHost` makes one name of two spellings. */
export const siteFacts = (
  definitions: readonly LiveRow[],
  roleRows: readonly LiveRow[],
  nameHost: (name: string) => string,
): KnownSites => {
  const sites = new Map<string, SiteFacts>()
  const leftOut = new Map<string, string>()
  const conflicts: string[] = []
  const byCode = Map.groupBy(definitions, siteCode)
  const serverRows = Map.groupBy(
    roleRows.filter((row) => columnOf(row, 'RoleName').toLowerCase() === 'sms site server'),
    siteCode,
  )
  const codes = distinct([...byCode.keys(), ...roleRows.map(siteCode)])
  const parents = new Map<string, string>()
  for (const code of codes) {
    const own = byCode.get(code) ?? []
    const types = typesOf(own, serverRows.get(code) ?? [])
    const servers = distinct(own.map((row) => nameHost(bareHost(columnOf(row, 'SiteServerName')))))
    const parent = distinct(own.map((row) => columnOf(row, 'ParentSiteCode').toUpperCase()))
    if (servers.length > 1)
      conflicts.push(
        `Site ${code} has the site servers ${servers.join(' and ')}. Import one hierarchy, and one export of it, at a time`,
      )
    else if (types.length > 1 || parent.length > 1)
      conflicts.push(`Site ${code} has two types or two parents. Import one hierarchy, and one export of it, at a time`)
    if (!/^[A-Z0-9]{3}$/.test(code) || isReservedName(code)) leftOut.set(code, 'its code is no site code')
    else if (types[0] === undefined) leftOut.set(code, 'no row says its type; SMS_SCI_SiteDefinition has it')
    else {
      if (parent[0] !== undefined) parents.set(code, parent[0])
      const builds = distinct(own.flatMap((row) => propertyTexts([row], 'Full Version')))
      const activeRows = (serverRows.get(code) ?? []).filter((row) => TYPES[columnOf(row, 'Type')] !== undefined)
      const active = servers[0] ?? distinct(activeRows.map((row) => nameHost(hostOfRow(row))))[0] ?? ''
      sites.set(code, {
        code,
        type: types[0],
        parent: null,
        server: active,
        definitions: own,
        build: builds.at(-1) ?? '',
        notes: [],
      })
    }
  }
  joinSites(sites, parents, leftOut)
  return { sites, leftOut, conflicts }
}

const PARENT: Readonly<Record<SiteType, SiteType | null>> = { central: null, primary: 'central', secondary: 'primary' }

/** Says who stands above whom. A parent that is known by its code alone is of the one type that it can have. */
const joinSites = (
  sites: Map<string, SiteFacts>,
  parents: ReadonlyMap<string, string>,
  leftOut: Map<string, string>,
): void => {
  for (const site of [...sites.values()].sort((a, b) => ordinal(a.code, b.code))) {
    const above = PARENT[site.type]
    const parent = parents.get(site.code)
    const known = parent === undefined ? undefined : sites.get(parent)
    const unsayable =
      parent !== undefined && (leftOut.has(parent) || !/^[A-Z0-9]{3}$/.test(parent) || isReservedName(parent))
    if (above !== null && parent !== undefined && known === undefined && !unsayable)
      sites.set(parent, {
        code: parent,
        type: above,
        parent: null,
        server: '',
        definitions: [],
        build: '',
        notes: [`known only as the parent of ${site.code}`],
      })
    const fits = parent !== undefined && above !== null && sites.get(parent)?.type === above
    if (fits) sites.set(site.code, { ...site, parent })
    else if (site.type === 'secondary') {
      sites.delete(site.code)
      leftOut.set(site.code, 'no row says its parent; SMS_SCI_SiteDefinition has it')
    } else if (parent !== undefined)
      sites.set(site.code, {
        ...site,
        notes: [
          ...site.notes,
          `not imported: its parent ${parent} is no site that can stand above a ${site.type} site`,
        ],
      })
    else if (site.definitions.length === 0 && site.type === 'primary' && site.notes.length === 0)
      sites.set(site.code, {
        ...site,
        notes: ['not readable: parent: no answer of SMS_SCI_SiteDefinition for this site'],
      })
  }
}
