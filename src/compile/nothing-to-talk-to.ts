// SPDX-License-Identifier: MIT
import type { Catalog, CatalogFlow } from '../catalog/catalog-flow.ts'
import { entriesOf } from '../catalog/in-version.ts'
import { roleHas } from '../catalog/role-has.ts'
import { diagnose } from '../diagnostics/diagnose.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { quote } from '../diagnostics/quote.ts'
import type { Estate } from '../estate/estate.ts'
import type { Flow } from '../flows/flow.ts'
import type { Party } from '../flows/party.ts'

/** Who is left without a counterpart: on the network nothing will work there, and no rule says why. */
export const nothingToTalkTo = (
  estate: Estate,
  catalog: Catalog,
  parties: readonly Party[],
  flows: readonly Flow[],
): readonly Diagnostic[] => [
  ...lonelyGroups(estate, catalog, parties, flows),
  ...lonelyRoles(estate, catalog, parties),
  ...cutOff(estate, catalog, parties),
]

const unconditional = (estate: Estate, catalog: Catalog): readonly CatalogFlow[] =>
  entriesOf(catalog, estate.product, estate.version).filter(({ kind, when }) => kind === 'flow' && when === null)

/** Client groups that reach none of the site systems that serve clients, though the documents have rows to them. */
const lonelyGroups = (
  estate: Estate,
  catalog: Catalog,
  parties: readonly Party[],
  flows: readonly Flow[],
): readonly Diagnostic[] => {
  const rows = unconditional(estate, catalog)
  const served = new Set(
    flows
      .filter(({ toRole }) => toRole !== null && roleHas(catalog, toRole, 'servesClients'))
      .flatMap(({ from }) => from.parties),
  )
  return parties.flatMap((party) => {
    if (party.group === null || served.has(party)) return []
    const asks = rows.some(({ from, to }) => party.roles.has(from ?? '') && roleHas(catalog, to, 'servesClients'))
    if (!asks) return []
    const where = party.site === null ? 'in the estate' : `in site ${quote(party.site)}`
    const parameters = party.onInternet
      ? {
          lacks: `finds no role with \`internetFacing\` ${where}`,
          remedy:
            'Set `internetFacing: true` on a management point and a distribution point, in a site that speaks HTTPS.',
        }
      : {
          lacks: `reaches no management point, distribution point or update point ${where}`,
          remedy: 'Give its site one of these roles, or correct `site`.',
        }
    return [
      diagnose(
        'nothing-to-talk-to',
        { what: `The client group ${quote(party.name)}`, ...parameters },
        estate.locate(['clients', party.name], 'key'),
      ),
    ]
  })
}

/** Roles of the product whose every row leads to a role that nobody in the estate holds. */
const lonelyRoles = (estate: Estate, catalog: Catalog, parties: readonly Party[]): readonly Diagnostic[] => {
  const held = new Set(parties.flatMap(({ roles }) => [...roles]))
  const rows = unconditional(estate, catalog)
  return parties.flatMap(({ host }) =>
    (host?.roles ?? []).flatMap(({ role, path }) => {
      const { kind, noun = role } = catalog.roles.get(role) ?? {}
      if (host === null || (kind !== 'server' && kind !== 'site-system')) return []
      const peers = rows
        .filter(({ from, to }) => from === role || to === role)
        .map(({ from, to }) => (to === role ? (from ?? '') : to))
      if (peers.length === 0) return []
      if (peers.some((peer) => held.has(peer) || catalog.roles.get(peer)?.anywhere === true)) return []
      const nouns = [...new Set(peers)].map((peer) => catalog.roles.get(peer)?.noun ?? peer)
      return [
        diagnose(
          'nothing-to-talk-to',
          {
            what: `${quote(host.writtenName)} is ${noun}, which`,
            lacks: `talks to ${nouns.slice(0, 3).join(', ')} only, and the estate has none`,
            remedy: 'Add the host that holds it, or take the role away.',
          },
          estate.locate(path),
        ),
      ]
    }),
  )
}

/** Holders of a role below a site that should serve them from above, where neither that site nor their own has who does. */
const cutOff = (estate: Estate, catalog: Catalog, parties: readonly Party[]): readonly Diagnostic[] =>
  [...catalog.roles].flatMap(([source, { servedBy, noun }]) => {
    const { parent: role } = servedBy
    if (role === null) return []
    const served = new Map([source, role].map((held) => [held, sitesThatHold(held, parties)]))
    const serves = (held: string, site: string | null): boolean =>
      served.get(held)?.has(site) === true || served.get(held)?.has(null) === true
    return parties.flatMap(({ host, site }) => {
      const held = host?.roles.find((one) => one.role === role)
      const above = site === null ? null : (estate.sites.get(site)?.parent ?? null)
      if (host === null || held === undefined || above === null) return []
      if (serves(source, site) || serves(role, above)) return []
      const own = catalog.roles.get(role)?.noun ?? role
      return [
        diagnose(
          'nothing-to-talk-to',
          {
            what: `${quote(host.writtenName)} is ${own} of site ${quote(site ?? '')} and`,
            lacks: `has nothing to synchronize with: the parent site ${quote(above)} has none`,
            remedy: `Give ${above} the role ${role}, or name ${noun} with the role ${source}.`,
          },
          estate.locate(held.path),
        ),
      ]
    })
  })

const sitesThatHold = (role: string, parties: readonly Party[]): ReadonlySet<string | null> =>
  new Set(parties.filter(({ roles }) => roles.has(role)).map(({ site }) => site))
