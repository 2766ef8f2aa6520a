// SPDX-License-Identifier: MIT
import type { Catalog } from '../../catalog/catalog-flow.ts'
import { roleOutsideVersion } from '../../estate/resolve/role-lifetime.ts'
import { shortLine, yamlLine } from '../../formats/yaml/yaml-text.ts'
import { bareHost, hostNamer, hostOfRow } from './host-names.ts'
import { isPageMissing } from './is-page-missing.ts'
import { hostAddresses } from './live-addresses.ts'
import { LIVE_CLASS_NAMES, type LiveClass } from './live-classes.ts'
import type { LiveEstate } from './live-estate.ts'
import { liveHosts, type RoleEnd } from './live-hosts.ts'
import { liveNetworks } from './live-networks.ts'
import { columnOf, distinct, type LiveRow, ordinal, propertyTexts } from './live-row.ts'
import { liveSite } from './live-sites.ts'
import type { LiveFacts } from './read-live.ts'
import { type RowFate, sortRoleRows } from './role-rows.ts'
import { SITE_BUILDS } from './site-builds.ts'
import { type SiteFacts, siteFacts } from './site-facts.ts'

export interface BuiltEstate {
  readonly estate: LiveEstate
  readonly fates: readonly RowFate[]
  /** Hosts whose addresses nobody has given. */
  readonly unresolved: readonly string[]
  /** Where one stands, no estate is written. */
  readonly conflicts: readonly string[]
}

/** Every name of a host in the facts, in whatever spelling. */
const spelledHosts = (definitions: readonly LiveRow[], roleRows: readonly LiveRow[]): readonly string[] =>
  distinct([
    ...roleRows.map(hostOfRow),
    ...['SiteServerName', 'SQLServerName'].flatMap((name) => definitions.map((row) => bareHost(columnOf(row, name)))),
    ...propertyTexts(definitions, 'SQLServerFQDN').map(bareHost),
    ...propertyTexts(definitions, 'SQLAGPrimaryReplica').map(bareHost),
    ...propertyTexts(definitions, 'ProviderServerName').map(bareHost),
  ])

/** The version of the build in production: that of the newest site, for the top of a hierarchy is upgraded first. */
const versionOf = (
  sites: readonly SiteFacts[],
): { readonly version: number | null; readonly notes: readonly string[] } => {
  const builds = sites.filter(({ build }) => build !== '')
  const known = builds.flatMap((site) => {
    const number = Number(/^\d+\.\d+\.(\d{4,5})\./.exec(site.build)?.[1])
    const version = SITE_BUILDS.find(([build]) => build === number)?.[1]
    return version === undefined ? [] : [{ code: site.code, build: site.build, version }]
  })
  const unknown = builds.filter(({ code }) => !known.some((one) => one.code === code))
  if (known.length === 0 || unknown.length > 0)
    return {
      version: null,
      notes: [
        unknown.length > 0
          ? `not readable: version: no version has the build of ${unknown.map(({ code, build }) => `${code} (${yamlLine(build)})`).join(', ')}; the newest one that is known counts until you write it`
          : 'not readable: version: no answer of SMS_SCI_SiteDefinition has Full Version; the newest one that is known counts until you write it',
      ],
    }
  const version = Math.max(...known.map((one) => one.version))
  const older = known.filter((one) => one.version < version)
  return {
    version,
    notes:
      older.length === 0 ? [] : [`older builds: ${older.map(({ code, build }) => `${code} (${build})`).join(', ')}`],
  }
}

const roleEnds =
  (catalog: Catalog, version: number): RoleEnd =>
  (role) => {
    if (catalog.roles.get(role)?.products.includes('cmcb') !== true) return 'it ended before the current branch'
    const outside = roleOutsideVersion(catalog, role, version)
    if (outside === null) return null
    return outside.until !== null && version >= outside.until
      ? `it ended with version ${outside.until}`
      : `it came with version ${outside.since}`
  }

/** Classes that an estate is the poorer without. */
export const MISSED: readonly (readonly [name: LiveClass, what: string])[] = [
  ['SMS_SCI_SiteDefinition', 'parents, builds and site databases'],
  ['SMS_SCI_SysResUse', 'hosts and their roles'],
  ['SMS_SCI_Component', 'communication, client ports and client push'],
  ['SMS_DistributionPointInfo', 'PXE, multicast and pull of distribution points, but for their own rows'],
  ['SMS_BoundaryGroup', 'networks and client groups'],
  ['SMS_BoundaryGroupMembers', 'boundaries of the boundary groups'],
  ['SMS_BoundaryGroupSiteSystems', 'boundary groups of secondary sites'],
  ['SMS_Boundary', 'addresses of the boundaries'],
]

/** What is never readable, whatever is asked. */
export const NEVER: readonly string[] = [
  'not readable: clientNotification (10123), wakeOnLan: no property is known that holds the port',
  'not readable: ports and switches of client settings: wake-up proxy, peer cache, delta download, remote control; so features are yours to name',
  'not readable: domain controllers, certification authorities, DNS, DHCP and file servers, content sources, consoles, administrators’ networks',
  'not readable: which distribution points face the internet; database mirroring ports',
  'not read: the operating system of the hosts; where os is left out, it is a Windows Server of today',
]

/** Facts of a live site as an estate. Neither the order of answers nor that of rows changes anything. */
export const buildLiveEstate = (facts: LiveFacts, catalog: Catalog): BuiltEstate => {
  const byClass = Map.groupBy(facts.rows, (row) => row.class)
  const rowsOf = (name: LiveClass): readonly LiveRow[] => byClass.get(name) ?? []
  const definitions = rowsOf('SMS_SCI_SiteDefinition')
  const roleRows = rowsOf('SMS_SCI_SysResUse')
  const components = rowsOf('SMS_SCI_Component')
  const nameHost = hostNamer(spelledHosts(definitions, roleRows))
  const known = siteFacts(definitions, roleRows, nameHost)
  const sites = [...known.sites.values()].sort((a, b) => ordinal(a.code, b.code))
  const sorted = sortRoleRows(roleRows, known, nameHost)
  const { version, notes: versionNotes } = versionOf(sites)
  const { hosts: drafts, lost } = liveHosts({
    sites: known.sites,
    rows: sorted.rows,
    pointInfo: rowsOf('SMS_DistributionPointInfo'),
    nameHost,
    roleEnd: roleEnds(catalog, version ?? catalog.newest),
  })
  const addresses = hostAddresses(
    drafts.map(({ name }) => name),
    rowsOf('PortwrightAddresses'),
    rowsOf('SMS_R_System'),
    nameHost,
  )
  const hosts = drafts.map(({ roles, ...draft }) => ({
    ...draft,
    addresses: addresses.get(draft.name)?.addresses ?? [],
    roles: [...roles].map(([role, parameters]) => ({ role, parameters })).sort((a, b) => ordinal(a.role, b.role)),
    notes: [...draft.notes, ...(addresses.get(draft.name)?.notes ?? [])],
  }))
  const { networks, clients, notes } = liveNetworks({
    boundaries: rowsOf('SMS_Boundary'),
    groups: rowsOf('SMS_BoundaryGroup'),
    members: rowsOf('SMS_BoundaryGroupMembers'),
    systems: rowsOf('SMS_BoundaryGroupSiteSystems'),
    components,
    sites: known.sites,
    homeOf: new Map(hosts.map(({ name, site }) => [name, site])),
    nameHost,
  })
  const asked = (name: LiveClass): readonly string[] => {
    const reasons = distinct(facts.refusals.filter((one) => one.class === name).map(({ reason }) => shortLine(reason)))
    return reasons.map((reason) => `not readable: ${name}: ${reason}`)
  }
  const isBroken = (name: LiveClass): boolean => isPageMissing(facts.pages.filter((page) => page.class === name))
  const settings = roleRows.length > 0 && roleRows.every((row) => row.props.size === 0)
  const gateways = distinct(rowsOf('SMS_AzureService').map((row) => columnOf(row, 'Name')))
  const updatePoints = (code: string): readonly LiveRow[] =>
    sorted.rows.filter(({ site, name }) => site === code && name === 'SMS Software Update Point').map(({ row }) => row)
  const cut = facts.cut.length === 0 ? [] : [CUT_NOTE]
  return {
    estate: {
      name: sites.find(({ parent }) => parent === null)?.code ?? 'imported',
      version,
      notes: [
        ...LIVE_CLASS_NAMES.flatMap(asked),
        ...MISSED.filter(([name]) => !facts.asked.has(name)).map(
          ([name, what]) => `not readable: ${what}: no answer of ${name} is among the facts`,
        ),
        ...LIVE_CLASS_NAMES.filter(isBroken).map(
          (name) =>
            `not readable: further rows of ${name}: an answer names a next page (@odata.nextLink) that is not among the facts`,
        ),
        ...(settings ? ['not readable: settings of roles: the rows of SMS_SCI_SysResUse have no Props'] : []),
        ...cut,
        ...versionNotes,
        ...[...known.leftOut]
          .sort(([a], [b]) => ordinal(a, b))
          .map(([code, why]) => `not imported: site ${shortLine(code)}: ${why}`),
        ...sorted.notes,
        ...gateways.map(
          (name) => `${shortLine(name)} is a cloud management gateway: no host here; rules have any address for it`,
        ),
        ...notes,
        ...NEVER,
      ],
      sites: sites.map((site) => {
        const rows = updatePoints(site.code)
        return liveSite(site, components, rows, distinct(rows.map((row) => nameHost(hostOfRow(row)))).length)
      }),
      networks,
      hosts,
      clients,
    },
    fates: sorted.fates.map((one) => {
      const why = lost.get(one.row)
      return why === undefined || one.fate !== 'imported' ? one : { ...one, fate: 'left out', why }
    }),
    unresolved: hosts.filter((host) => host.addresses.length === 0).map(({ name }) => name),
    conflicts: known.conflicts,
  }
}

/** What is said of rows that `ConvertTo-Json` cut short. */
export const CUT_NOTE =
  'not readable: Props of some rows: ConvertTo-Json cut them to words. Run it again with -Depth 5: Get-CMSiteRole | ConvertTo-Json -Depth 5'
