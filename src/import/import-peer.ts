// SPDX-License-Identifier: MIT
import type { Catalog } from '../catalog/catalog-flow.ts'
import { lineFinder } from '../formats/json/line-finder.ts'
import { readJson } from '../formats/json/read-json.ts'
import { addAnyClients } from './any-clients.ts'
import type { DraftSite, EstateDraft } from './estate-draft.ts'
import type { ImportFinding } from './import-finding.ts'
import { importHosts } from './import-hosts.ts'
import type { ImportCounts, Outcome } from './import-outcome.ts'
import { importProfiles } from './import-profiles.ts'
import { importRules } from './import-rules.ts'
import { importServices } from './import-services.ts'
import { importSites } from './import-sites.ts'
import type { Resolved } from './name-resolver.ts'
import { type Report, readPeer } from './read-peer.ts'
import { roleFaults } from './role-faults.ts'
import { writeEstate } from './write-estate.ts'
import { writeReport } from './write-report.ts'

export interface PeerImport {
  /** The YAML of the estate; null where a finding is an error. */
  readonly estate: string | null
  readonly findings: readonly ImportFinding[]
  /** For a terminal. */
  readonly report: string
  /** Hosts that the file names no address for: the estate has `addresses: []` there. */
  readonly unresolved: readonly string[]
}

/** Reads a configuration of New-ConfigMgrFirewallRuleDefinition.ps1 into an estate. `path` names the file in comments and in the report; `resolved` says what DNS knows. */
export const importPeer = (
  text: string,
  path: string,
  catalog: Catalog,
  resolved: ReadonlyMap<string, Resolved> = new Map(),
): PeerImport => {
  const file = path.split(/[\\/]/).at(-1) || path
  const place = lineFinder(text)
  const found: (ImportFinding & { readonly offset: number })[] = []
  const report: Report = (severity, offset, subject, message) => {
    found.push({ severity, ...place(offset), message: `${message}.`, subject, offset })
  }
  const done = (counts: ImportCounts | null, outcomes: readonly Outcome[], draft: EstateDraft | null): PeerImport => {
    const findings = found.sort((a, b) => a.offset - b.offset).map(({ offset: _, ...finding }) => finding)
    const estate =
      draft === null || findings.some((finding) => finding.severity === 'error') ? null : writeEstate(draft)
    const unresolved = (draft?.hosts ?? []).filter(({ addresses }) => addresses.length === 0).map(({ name }) => name)
    return { estate, findings, report: writeReport(file, counts, outcomes, findings), unresolved }
  }

  const json = readJson(text)
  if ('fault' in json) {
    report('error', json.offset, file, json.fault)
    return done(null, [], null)
  }
  const config = readPeer(json.node, report)
  if (config === null) return done(null, [], null)
  const lineOf = (offset: number): number => place(offset).line
  const sites = importSites(config, report)
  const { hosts, clients } = importHosts(config.systems, sites, catalog, report, lineOf, resolved)
  if (hosts.length + clients.length === 0)
    report('error', json.node.offset, 'SystemAndRoleList', 'The file names no system')
  const services = importServices(config.services, report, lineOf)
  const profiles = importProfiles(config.rules, report)
  const rules = importRules(config, catalog, neighboursOf(sites), report, lineOf)
  roleFaults(config, report)
  const counts: ImportCounts = {
    systems: config.systems.length,
    roles: new Set(config.systems.flatMap((system) => system.roles.map((role) => role.value.toLowerCase()))).size,
    rules: config.rules.length,
    services: config.services.length,
    sites: sites.length,
  }
  const features = [...rules.features].map(([id, rule]) => ({
    id,
    comment: `${catalog.features.get(id)?.text ?? id} (rule “${rule}”)`,
  }))
  return done(counts, rules.outcomes, {
    name: estateName(file),
    file,
    features,
    sites,
    hosts,
    clients: addAnyClients(config.rules, sites, hosts, clients, report),
    profiles,
    services,
    flows: rules.flows,
  })
}

const neighboursOf = (sites: readonly DraftSite[]): ((site: string) => readonly string[]) => {
  const near = new Map<string, string[]>()
  const join = (a: string, b: string): void => {
    const list = near.get(a)
    if (list === undefined) near.set(a, [b])
    else list.push(b)
  }
  for (const { code, parent } of sites) {
    if (parent === null) continue
    join(code.toUpperCase(), parent.toUpperCase())
    join(parent.toUpperCase(), code.toUpperCase())
  }
  return (site) => near.get(site) ?? []
}

const estateName = (file: string): string =>
  file
    .replace(/\.json$/i, '')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60) || 'imported'
