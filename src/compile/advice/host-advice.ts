// SPDX-License-Identifier: MIT
import type { Catalog } from '../../catalog/catalog-flow.ts'
import { diagnose } from '../../diagnostics/diagnose.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Estate } from '../../estate/estate.ts'
import type { Flow } from '../../flows/flow.ts'
import type { Party } from '../../flows/party.ts'
import { defaultDynamicRange } from '../../flows/usual-range.ts'
import { firewallOf } from '../../rules/dynamic-range.ts'

/** What a host leaves unsaid: its site, its operating system. */
export const hostAdvice = (
  estate: Estate,
  catalog: Catalog,
  parties: readonly Party[],
  flows: readonly Flow[],
): readonly Diagnostic[] => [...severalSites(estate, catalog, parties), ...withoutSystem(estate, parties, flows)]

/** Roles of the product itself belong to one site; infrastructure without a site serves all of them by design. */
const severalSites = (estate: Estate, catalog: Catalog, parties: readonly Party[]): readonly Diagnostic[] => {
  if (estate.sites.size < 2) return []
  return parties.flatMap(({ host, site, name }) => {
    const roles = (host?.roles ?? [])
      .map(({ role }) => catalog.roles.get(role))
      .filter((role) => role?.kind === 'server' || role?.kind === 'site-system')
    if (host === null || site !== null || roles.length === 0) return []
    return [
      diagnose(
        'serves-several-sites',
        { host: name, roles: [...new Set(roles.map((role) => role?.noun ?? ''))], sites: [...estate.sites.keys()] },
        estate.locate(['hosts', host.writtenName], 'key'),
      ),
    ]
  })
}

/** One note for all hosts whose dynamic range is a guess and matters. Client groups often hold several systems. */
const withoutSystem = (estate: Estate, parties: readonly Party[], flows: readonly Flow[]): readonly Diagnostic[] => {
  const answering = new Set(flows.filter(({ ports }) => ports.includes('dynamic')).flatMap(({ to }) => to.parties))
  const silent = parties.filter(
    (party) =>
      party.firewall && answering.has(party) && party.host?.os === null && firewallOf(estate, party).rpc === null,
  )
  const first = silent[0]?.host
  if (first == null) return []
  return [
    diagnose(
      'system-not-named',
      { names: silent.map(({ name }) => name), range: defaultDynamicRange(null) },
      estate.locate(['hosts', first.writtenName], 'key'),
    ),
  ]
}
