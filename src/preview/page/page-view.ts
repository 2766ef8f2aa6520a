// SPDX-License-Identifier: MIT
import { count } from '../../diagnostics/count.ts'
import type { PageFocus, PageInput } from '../page-input.ts'
import { shortEstateHash } from '../short-estate-hash.ts'
import { type ChangeSection, changeSection } from './change-section.ts'
import { documentSection } from './document-section.ts'
import { exposureSection } from './exposure-section.ts'
import { figures } from './figures.ts'
import { hostSection } from './host-section.ts'
import { installSection } from './install-section.ts'
import { listOnce, type NameList } from './name-list.ts'
import { exceptionView, ownFlowView } from './own-section.ts'
import { portSection } from './port-section.ts'
import { reachOf } from './reach.ts'
import { rpcRows, sqlRows } from './state-section.ts'
import { acknowledgedWarnings, warningSection } from './warning-section.ts'
import { widenedRows } from './widened-section.ts'
import { zoneMatrices } from './zone-matrix.ts'
import { drawZones } from './zone-picture.ts'
import { type Zone, zoneMembers, zonesOf } from './zones.ts'

const PRODUCT_NAMES = {
  cm2007: 'Configuration Manager 2007',
  cm2012: 'Configuration Manager 2012',
  cmcb: 'Configuration Manager, current branch',
} as const

/** Everything that stands on the page, in words; the template only arranges it. */
export const pageView = (input: PageInput, focus: PageFocus | null): object => {
  const { estate, policies, flows } = input
  const host = focus?.kind === 'host' ? focus.name : null
  const whole = focus === null
  const clientOnly = focus?.kind === 'client'
  const shown = policies.filter((policy) => (host === null ? !clientOnly : policy.hosts.includes(host)))
  const { once, lists } = listOnce()
  const changes = whole && input.since !== undefined ? changesOf(input, input.since, once) : null
  const exposure = exposureSection(input, shown, once)
  const warnings = warningSection(input)
  const acknowledged = acknowledgedWarnings(input)
  const zones = zonesOf(input)
  const reach = whole ? reachOf(estate, flows, zones) : []
  const matrices = zoneMatrices(reach, zones)
  // What every computer needs of the network and of its administrators would hide what is particular to this estate.
  const own = flows.filter(({ id }) => !id.startsWith('baseline/'))
  const picture = whole ? drawZones(reachOf(estate, own, zones), zones, rolesIn(input)) : null
  const hosts = clientOnly ? { sites: [], brief: false } : hostSection(input, host, once)
  const ports = clientOnly ? [] : portSection(input, host, once)
  const rpc = clientOnly ? [] : rpcRows(input, host, once)
  const sql = clientOnly ? [] : sqlRows(input, host)
  const widened = clientOnly ? [] : widenedRows(input, host, once)
  const install = focus?.kind === 'host' ? null : installSection(input, focus)
  const exceptions = whole ? estate.except.map(exceptionView) : []
  const ownFlows = whole ? estate.flows.map(ownFlowView) : []
  const documents = documentSection(input)
  const subject = focus === null ? null : focus.name
  const sections = [
    { anchor: 'changes', name: 'Changes', count: changes?.count ?? 0, on: changes !== null },
    { anchor: 'exposure', name: 'Open to everyone', count: exposure.rows.length, on: !clientOnly },
    { anchor: 'warnings', name: 'Warnings and notes', count: warnings.length, on: true },
    { anchor: 'zones', name: 'Zones', count: matrices.length === 0 ? 0 : zones.all.length, on: matrices.length > 0 },
    {
      anchor: 'hosts',
      name: 'Hosts',
      count: hosts.sites.reduce((sum, { sets }) => sum + sets.reduce((all, set) => all + set.hosts.length, 0), 0),
      on: hosts.sites.length > 0,
    },
    { anchor: 'ports', name: 'Ports', count: ports.length, on: ports.length > 0 },
    { anchor: 'install', name: 'Installation', count: install?.groups.length ?? 0, on: install !== null },
    { anchor: 'state', name: 'RPC and SQL', count: rpc.length + sql.length, on: rpc.length + sql.length > 0 },
    {
      anchor: 'widened',
      name: 'Beyond the need',
      // The same number as above it, where the page begins.
      count: widened.reduce((sum, { all }) => sum + all, 0),
      on: !clientOnly,
    },
    {
      anchor: 'own',
      name: 'Own flows',
      count: exceptions.length + ownFlows.length,
      on: exceptions.length + ownFlows.length > 0,
    },
    { anchor: 'documents', name: 'Documents', count: documents.length, on: true },
  ]
  return {
    title: [subject, estate.name, 'Windows Firewall policy'].filter((part) => part !== null).join(' – '),
    heading: subject ?? estate.name,
    kind: `${subject === null ? '' : `${estate.name}, `}${PRODUCT_NAMES[estate.product]}${estate.version === null ? '' : ` ${estate.version}`}`,
    scope: [
      `${estate.firewall.direction === 'both' ? 'Inbound and outbound' : 'Inbound'} rules`,
      estate.firewall.scope === 'host' ? 'one policy a host' : 'one policy for the hosts of a site with the same roles',
      estate.firewall.remote === 'any' ? 'open to any remote address' : 'open to exactly the peers',
    ].join(', '),
    estateHash: shortEstateHash(policies),
    hasHash: policies.length > 0,
    figures: whole ? figures(input, exposure, warnings) : [],
    changes,
    hasChanges: changes !== null,
    showRest: true,
    nav: sections.filter(({ on }) => on).map(({ anchor, name, count: number }) => ({ anchor, name, count: number })),
    version: input.version,
    exposure,
    hasExposure: !clientOnly,
    hasOpen: exposure.rows.length > 0,
    hasCore: exposure.core.length > 0,
    coreCount: count(exposure.core.length, 'rule'),
    warnings,
    acknowledged,
    hasAcknowledged: acknowledged.length > 0,
    hasZones: matrices.length > 0,
    matrices,
    picture,
    pictureNote: own.length < flows.length,
    zoneMembers: zoneMembers(zones),
    zoneNames: zones.all.map(({ id, name }) => ({ id, name })),
    install,
    hasInstall: install !== null,
    hosts,
    hasHosts: hosts.sites.length > 0,
    ports,
    hasPorts: ports.length > 0,
    rpc,
    sql,
    hasSql: sql.length > 0,
    hasRpc: rpc.length > 0,
    hasState: rpc.length + sql.length > 0,
    widened,
    hasWidened: widened.length > 0,
    showWidened: !clientOnly,
    exceptions,
    ownFlows,
    hasExceptions: exceptions.length > 0,
    hasOwnFlows: ownFlows.length > 0,
    hasOwn: exceptions.length + ownFlows.length > 0,
    documents,
    lists: lists(),
    hasLists: lists().length > 0,
  }
}

const changesOf = (
  { catalog }: PageInput,
  { plan, words }: NonNullable<PageInput['since']>,
  once: (list: NameList) => NameList,
): ChangeSection => changeSection(plan, words, (role) => catalog.roles.get(role)?.name ?? role, once)

/** The roles inside a zone, with the number of hosts where several hold one. */
const rolesIn =
  ({ catalog, estate }: PageInput) =>
  (zone: Zone): readonly string[] => {
    const counts = new Map<string, number>()
    for (const party of zone.parties)
      for (const role of new Set((party.host?.roles ?? []).map((held) => held.role)))
        counts.set(role, (counts.get(role) ?? 0) + 1)
    if (zone.kind === 'clients')
      return zone.parties.length > 1 ? [count(zone.parties.length, 'client group')] : siteWords(zone, estate.sites.size)
    return [...counts].map(
      ([role, number]) => `${number > 1 ? `${number} × ` : ''}${catalog.roles.get(role)?.name ?? role}`,
    )
  }

const siteWords = ({ parties }: Zone, sites: number): readonly string[] => {
  const site = parties[0]?.site ?? null
  return sites > 1 && site !== null ? [`of site ${site}`] : []
}
