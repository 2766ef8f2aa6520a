// SPDX-License-Identifier: MIT
import type { Catalog } from '../catalog/catalog-flow.ts'
import type { DraftHost } from './estate-draft.ts'
import type { PeerSystem } from './peer-config.ts'
import { peerRole } from './peer-roles.ts'
import type { Report } from './read-peer.ts'
import { excerpt } from './safe-text.ts'

/** Makes hosts of systems, one after the other: the second site server of a site becomes its passive one. */
export const draftHosts = (
  catalog: Catalog,
  report: Report,
): ((system: PeerSystem, site: string | null, addresses: readonly string[]) => DraftHost) => {
  const active = new Map<string, string>()
  const ended = endedRoles(catalog)

  const rolesOf = ({ name, roles }: PeerSystem, site: string | null): readonly string[] => {
    const all = new Set<string>()
    for (const role of roles) {
      for (const id of peerRole(role.value)?.roles ?? []) {
        const until = ended.get(id)
        if (until === undefined) all.add(id)
        else
          report(
            'warning',
            role.offset,
            name.value,
            `${id} ended with version ${until}: ${excerpt(name.value)} does not get it. In an older site, set \`version\` and add the role`,
          )
      }
    }
    if (BESIDE.some((role) => all.has(role))) all.delete('distribution-point')
    if (site === null || !all.has('site-server')) return [...all]
    const first = active.get(site)
    if (first === undefined) active.set(site, name.value)
    else {
      report(
        'warning',
        name.offset,
        name.value,
        `${excerpt(name.value)} and ${excerpt(first)} are both site servers of ${site}, and the file does not say which one is active: ${excerpt(name.value)} becomes the passive one. Turn them round if it is not`,
      )
    }
    return [...all].map((role) => (role === 'site-server' && first !== undefined ? 'passive-site-server' : role))
  }

  return (system, site, addresses) => {
    const foreign = system.roles.filter((role) => peerRole(role.value) === null).map((role) => role.value)
    const note = foreign.length === 0 ? '' : `Without counterpart: ${[...new Set(foreign)].join(', ')}`
    const comment = [excerpt(system.description.value), excerpt(note)].filter((text) => text !== '').join('. ')
    return { name: system.name.value, addresses, site, roles: rolesOf(system, site), comment }
  }
}

/** Roles that say `distribution-point` already. */
const BESIDE: readonly string[] = ['pull-distribution-point', 'pxe-distribution-point', 'multicast-distribution-point']

/** Roles that the newest version has no flow for any more, with the version in which the last one ended. */
const endedRoles = (catalog: Catalog): ReadonlyMap<string, number> => {
  const last = new Map<string, number>()
  for (const { product, kind, from, to, until } of catalog.flows) {
    if (product !== 'cmcb' || kind !== 'flow') continue
    for (const role of [from ?? to, to])
      last.set(role, Math.max(last.get(role) ?? 0, until ?? Number.POSITIVE_INFINITY))
  }
  return new Map([...last].filter(([, until]) => until <= catalog.newest))
}
