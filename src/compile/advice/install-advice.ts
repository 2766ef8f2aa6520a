// SPDX-License-Identifier: MIT

import type { Catalog, CatalogFlow, InstallMethod } from '../../catalog/catalog-flow.ts'
import { entriesOf } from '../../catalog/in-version.ts'
import { methodFacts } from '../../catalog/method-facts.ts'
import { getOrInsert } from '../../collections/get-or-insert.ts'
import { diagnose } from '../../diagnostics/diagnose.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Estate, Install } from '../../estate/estate.ts'
import { featureApplies, installNeeds, modeApplies } from '../../flows/conditions.ts'
import type { Party } from '../../flows/party.ts'

/** What is said about the installation of clients: none named, a server missing, an exception that takes away what a method needs. */
export const installAdvice = (estate: Estate, catalog: Catalog, parties: readonly Party[]): readonly Diagnostic[] => {
  const rows = installRows(estate, catalog)
  const installed = installedRoles(catalog)
  const groups = parties.filter((party) => party.group !== null && [...installed].some((role) => party.roles.has(role)))
  return [
    ...notInstalled(estate, groups),
    ...withoutPeer(estate, catalog, parties, groups, rows, installed),
    ...brokenByException(estate, catalog, parties, groups, rows, installed),
  ]
}

const installRows = (estate: Estate, catalog: Catalog): readonly CatalogFlow[] =>
  entriesOf(catalog, estate.product, estate.version).filter(
    ({ kind, installMethods }) => kind === 'flow' && installMethods.length > 0,
  )

/** Roles of client computers that the install methods of the catalogue are about. */
const installedRoles = (catalog: Catalog): ReadonlySet<string> =>
  new Set(
    catalog.flows
      .filter(({ installMethods }) => installMethods.length > 0)
      .flatMap(({ from, to }) => [from, to])
      .filter((role): role is string => role !== null && catalog.roles.get(role)?.kind === 'client'),
  )

const notInstalled = (estate: Estate, groups: readonly Party[]): readonly Diagnostic[] => {
  const silent = groups.filter(({ group }) => group?.installGiven === false)
  const first = silent[0]
  if (first === undefined) return []
  return [
    diagnose(
      'nothing-installs',
      { groups: silent.map(({ name }) => name) },
      estate.locate(['clients', first.name], 'key'),
    ),
  ]
}

/** The rows that a group's method asks for. */
const rowsOf = (
  estate: Estate,
  catalog: Catalog,
  parties: readonly Party[],
  rows: readonly CatalogFlow[],
): ((party: Party, install: Install) => readonly CatalogFlow[]) => {
  const held = new Set(parties.flatMap(({ roles }) => [...roles]))
  const inUse = rows.filter((row) => featureApplies(estate, catalog, held, row))
  return (party, install) => {
    const site = party.site === null ? null : (estate.sites.get(party.site) ?? null)
    return inUse.filter((row) => modeApplies(site, row) && installNeeds(estate, catalog, row, install))
  }
}

const isThere = (parties: readonly Party[], role: string, site: string | null): boolean =>
  parties.some((party) => party.roles.has(role) && (party.site === null || party.site === site))

/** Servers outside of a site system's duties, and roles that the method says outright; others are missed by whoever needs them. */
const isAskedFor = (catalog: Catalog, id: string, install: Install): boolean => {
  const role = catalog.roles.get(id)
  return (
    role?.kind === 'infrastructure' || (role?.installOption != null && install.told.get(role.installOption) === true)
  )
}

/** Servers that are no part of a site, such as the one that holds the share: nothing else would say that they are missing. */
const withoutPeer = (
  estate: Estate,
  catalog: Catalog,
  parties: readonly Party[],
  groups: readonly Party[],
  rows: readonly CatalogFlow[],
  installed: ReadonlySet<string>,
): readonly Diagnostic[] => {
  const needs = rowsOf(estate, catalog, parties, rows)
  const left = new Set(estate.except.flatMap(({ flows }) => flows))
  const missing = new Map<
    string,
    { groups: Set<string>; method: InstallMethod; row: CatalogFlow; site: string | null }
  >()
  for (const party of groups)
    for (const install of party.group?.install ?? [])
      for (const row of needs(party, install)) {
        const role = otherRole(row, installed)
        if (!isAskedFor(catalog, role, install) || left.has(row.id)) continue
        if (isThere(parties, role, party.site)) continue
        getOrInsert(missing, `${install.method}|${role}|${party.site}`, () => ({
          groups: new Set<string>(),
          method: install.method,
          row,
          site: party.site,
        })).groups.add(party.name)
      }
  return [...missing.values()].map(({ groups: names, method, row, site }) => {
    const role = otherRole(row, installed)
    return diagnose(
      'install-without-peer',
      {
        groups: [...names],
        method: methodFacts(catalog, method).name,
        role,
        site,
        service: row.service,
        remedy: row.when === null ? null : (catalog.features.get(row.when)?.remedy ?? null),
      },
      estate.locate(['clients', [...names][0] as string, 'install'], 'key'),
    )
  })
}

const otherRole = (row: CatalogFlow, installed: ReadonlySet<string>): string =>
  row.from === null || installed.has(row.from) ? row.to : row.from

/** Exceptions that leave a method without any row of a kind that it needs; UDP is no loss where TCP stays. */
const brokenByException = (
  estate: Estate,
  catalog: Catalog,
  parties: readonly Party[],
  groups: readonly Party[],
  rows: readonly CatalogFlow[],
  installed: ReadonlySet<string>,
): readonly Diagnostic[] => {
  const needs = rowsOf(estate, catalog, parties, rows)
  const left = new Set(estate.except.flatMap(({ flows }) => flows))
  if (left.size === 0) return []
  return estate.except.flatMap((exception) => {
    const own = new Set(exception.flows)
    const broken = new Map<InstallMethod, { groups: Set<string>; rows: Map<string, CatalogFlow> }>()
    for (const party of groups)
      for (const install of party.group?.install ?? []) {
        const asked = needs(party, install).filter((row) => isThere(parties, otherRole(row, installed), party.site))
        const stays = new Set(asked.filter(({ id }) => !left.has(id)).map(needOf))
        for (const row of asked.filter(({ id }) => own.has(id))) {
          if (stays.has(needOf(row))) continue
          const found = getOrInsert(broken, install.method, () => ({ groups: new Set<string>(), rows: new Map() }))
          found.groups.add(party.name)
          found.rows.set(row.service, row)
        }
      }
    return [...broken].map(([method, found]) =>
      diagnose(
        'exception-breaks-install',
        {
          groups: [...found.groups],
          method: methodFacts(catalog, method).name,
          services: [...found.rows.keys()],
          others: [...found.rows.values()].some(({ to }) => installed.has(to))
            ? quietMethods(catalog, estate, installed)
            : [],
        },
        estate.locate(exception.path, 'value'),
      ),
    )
  })
}

/** Rows that stand in for each other: one service over TCP and UDP, or HTTP and HTTPS of one pair of roles. */
const needOf = ({ from, to, service, mode }: CatalogFlow): string => `${from}|${to}|${mode === null ? service : 'mode'}`

/** Methods for which nothing is opened on the client. */
const quietMethods = (catalog: Catalog, estate: Estate, installed: ReadonlySet<string>): readonly InstallMethod[] => {
  const rows = installRows(estate, catalog)
  const all = [...new Set(rows.flatMap(({ installMethods }) => installMethods))]
  const loud = new Set(rows.filter(({ to }) => installed.has(to)).flatMap(({ installMethods }) => installMethods))
  return all.filter((method) => !loud.has(method))
}
