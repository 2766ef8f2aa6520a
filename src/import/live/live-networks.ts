// SPDX-License-Identifier: MIT
import { isReservedName } from '../../estate/resolve/check-name.ts'
import { shortLine, yamlLine } from '../../formats/yaml/yaml-text.ts'
import { boundaryAddress } from './boundary-addresses.ts'
import { hostOfPath } from './host-names.ts'
import type { LiveClients, LiveNetwork } from './live-estate.ts'
import { columnOf, distinct, type LiveRow, ordinal, propertyNumbers, propertyTexts } from './live-row.ts'
import { componentRows } from './live-sites.ts'
import type { SiteFacts } from './site-facts.ts'

export interface NetworkInput {
  readonly boundaries: readonly LiveRow[]
  readonly groups: readonly LiveRow[]
  readonly members: readonly LiveRow[]
  readonly systems: readonly LiveRow[]
  readonly components: readonly LiveRow[]
  readonly sites: ReadonlyMap<string, SiteFacts>
  /** The site of each host. */
  readonly homeOf: ReadonlyMap<string, string | null>
  readonly nameHost: (name: string) => string
}

interface Group {
  readonly id: string
  readonly name: string
  readonly from: string
  /** Empty where the group assigns clients to no site. */
  readonly site: string
}

/** Names that mean something else in an estate, or that no estate takes. */
const isUnusable = (name: string): boolean =>
  name === '' || name.length > 190 || /[|]/.test(name) || /^(any|internet|__.*)$/i.test(name) || isReservedName(name)

const namedGroups = (rows: readonly LiveRow[]): readonly Group[] => {
  const byId = Map.groupBy(rows, (row) => columnOf(row, 'GroupID'))
  const groups = [...byId].map(([id, own]): Group => {
    const written = yamlLine(distinct(own.map((row) => columnOf(row, 'Name')))[0] ?? '')
    return {
      id,
      name: isUnusable(written) ? yamlLine(`boundary group ${id}`) : written,
      from: `SMS_BoundaryGroup ${id}: ${written}`,
      site: distinct(own.map((row) => columnOf(row, 'DefaultSiteCode').toUpperCase()))[0] ?? '',
    }
  })
  const sorted = groups.sort((a, b) => ordinal(a.name, b.name) || ordinal(a.id, b.id))
  const count = Map.groupBy(sorted, ({ name }) => name.toLowerCase())
  return sorted
    .map((group) =>
      (count.get(group.name.toLowerCase())?.length ?? 0) > 1
        ? { ...group, name: `${group.name} (${group.id})` }
        : group,
    )
    .sort((a, b) => ordinal(a.name, b.name))
}

/** Whether the site (the parent of a secondary site) installs clients by push; null where nothing says so. */
const pushOf = (
  site: SiteFacts | undefined,
  components: readonly LiveRow[],
): { readonly on: boolean | null; readonly notes: readonly string[] } => {
  const code = site?.type === 'secondary' ? site.parent : site?.code
  const rows = code === undefined || code === null ? [] : componentRows(components, code, 'SMS_DISCOVERY_DATA_MANAGER')
  const settings = distinct(propertyTexts(rows, 'Settings').map((text) => text.toLowerCase()))
  if (settings.length !== 1 || (settings[0] !== 'active' && settings[0] !== 'inactive'))
    return { on: null, notes: ['not readable: install: how clients come to be installed'] }
  if (settings[0] === 'inactive')
    return { on: false, notes: ['client push is off; other ways to install are not readable'] }
  const left = propertyNumbers(rows, 'Filters')[0] ?? 0
  const out = [
    ...(left % 2 === 1 ? ['workstations'] : []),
    ...(Math.floor(left / 2) % 2 === 1 ? ['domain controllers'] : []),
    ...(Math.floor(left / 4) % 2 === 1 ? ['servers'] : []),
  ]
  return {
    on: true,
    notes: [
      ...(out.length > 0 ? [`client push leaves out ${out.join(', ')}`] : []),
      'other ways to install are not readable',
    ],
  }
}

/** Boundary groups as networks, and the clients in them. */
export const liveNetworks = (
  input: NetworkInput,
): {
  readonly networks: readonly LiveNetwork[]
  readonly clients: readonly LiveClients[]
  readonly notes: readonly string[]
} => {
  const { boundaries, groups, members, systems, components, sites, homeOf, nameHost } = input
  const boundaryOf = Map.groupBy(boundaries, (row) => columnOf(row, 'BoundaryID'))
  const membersOf = Map.groupBy(members, (row) => columnOf(row, 'GroupID'))
  const systemsOf = Map.groupBy(systems, (row) => columnOf(row, 'GroupID'))
  const known = namedGroups(groups)
  const ids = new Set(known.map(({ id }) => id))
  const grouped = new Set(
    members.filter((row) => ids.has(columnOf(row, 'GroupID'))).map((row) => columnOf(row, 'BoundaryID')),
  )
  const primaries = [...sites.values()].filter(({ type }) => type === 'primary')
  const networks: LiveNetwork[] = []
  const clients: LiveClients[] = []
  const taken = new Set(known.map(({ name }) => name.toLowerCase()))
  for (const group of known) {
    const notes: string[] = []
    const addresses: string[] = []
    for (const id of distinct((membersOf.get(group.id) ?? []).map((row) => columnOf(row, 'BoundaryID')))) {
      const rows = boundaryOf.get(id)
      if (rows === undefined) notes.push(`not readable: boundary ${shortLine(id)}: no row of SMS_Boundary has it`)
      for (const row of rows ?? []) {
        const found = boundaryAddress(columnOf(row, 'BoundaryType'), columnOf(row, 'Value'))
        const label = columnOf(row, 'DisplayName')
        if ('text' in found) addresses.push(found.text)
        else notes.push(shortLine(`not readable: ${found.why}${label === '' ? '' : ` (${label})`}`))
      }
    }
    const usable = distinct(addresses)
    const homes = distinct(
      (systemsOf.get(group.id) ?? []).map(
        (row) => homeOf.get(nameHost(hostOfPath(columnOf(row, 'ServerNALPath')))) ?? '',
      ),
    )
    const below = homes.filter((code) => sites.get(code)?.type === 'secondary')
    const assigned = sites.has(group.site) ? group.site : primaries.length === 1 ? (primaries[0]?.code as string) : ''
    const own = usable.length === 0 ? [] : distinct([assigned, ...below])
    if (usable.length > 0 && own.length === 0)
      notes.push(
        'not imported: its clients: the group assigns them to no site, and there is more than one to choose from',
      )
    networks.push({
      name: group.name,
      from: usable.length === 0 ? `${group.from}: no addresses, so neither network nor clients` : group.from,
      addresses: usable,
      notes: distinct(notes),
    })
    for (const [index, code] of own.entries()) {
      const site = sites.get(code)
      const { on, notes: pushNotes } = pushOf(site, components)
      let name = index === 0 ? group.name : `${group.name} (${code})`
      while (index > 0 && taken.has(name.toLowerCase())) name = `${name} (${group.id})`
      taken.add(name.toLowerCase())
      const why =
        code !== group.site && code === assigned
          ? ['the group assigns clients to no site; there is one primary site']
          : below.includes(code)
            ? [`site systems of ${code} serve the group`]
            : []
      clients.push({ name, site: code, network: group.name, push: on === true, notes: [...why, ...pushNotes] })
    }
  }
  const lonely = distinct(boundaryOf.keys()).filter((id) => !grouped.has(id)).length
  return {
    networks,
    clients: clients.sort((a, b) => ordinal(a.name, b.name)),
    notes:
      lonely === 0
        ? []
        : [
            `${lonely} ${lonely === 1 ? 'boundary is' : 'boundaries are'} in no boundary group: no clients come from there`,
          ],
  }
}
