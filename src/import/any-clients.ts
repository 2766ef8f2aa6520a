// SPDX-License-Identifier: MIT
import type { DraftClients, DraftHost, DraftSite } from './estate-draft.ts'
import type { PeerRule } from './peer-config.ts'
import { isAny, peerRole } from './peer-roles.ts'
import type { Report } from './read-peer.ts'

/**
 * The peer opens what clients need to any address. The catalogue opens it to client groups: a site whose hosts a rule from
 * `Any` reaches gets a group of every address, so that the estate opens what the file does until someone narrows it.
 */
export const addAnyClients = (
  rules: readonly PeerRule[],
  sites: readonly DraftSite[],
  hosts: readonly DraftHost[],
  clients: readonly DraftClients[],
  report: Report,
): readonly DraftClients[] => {
  const fromAny = rules.filter((rule) => isAny(rule.source.value) && rule.direction.value.toLowerCase() === 'inbound')
  const [first] = fromAny
  if (first === undefined) return clients
  const reached = new Set(fromAny.flatMap((rule) => peerRole(rule.destination.value)?.roles ?? []))
  const served = new Set(
    hosts.flatMap(({ site, roles }) =>
      site !== null && roles.some((role) => reached.has(role)) ? [site.toUpperCase()] : [],
    ),
  )
  const open = sites.filter((site) => site.type !== 'central' && served.has(site.code.toUpperCase()))
  const central = sites.find((site) => site.type === 'central' && served.has(site.code.toUpperCase()))
  if (central !== undefined)
    report(
      'info',
      first.source.offset,
      central.code,
      `Rules open hosts of the central site ${central.code} to any address as well. Clients are assigned to primary sites: the estate opens nothing there`,
    )
  if (open.length > 0)
    report(
      'warning',
      first.source.offset,
      first.name.value,
      `Rules open what clients need to any address. The estate says so with the client groups ${open
        .map((site) => `any-${site.code}`)
        .slice(0, 5)
        .join(
          ', ',
        )}: put your clients’ networks there, and say how clients are installed, which the peer has no rules for`,
    )
  return [
    ...clients,
    ...open.map((site) => ({
      name: `any-${site.code}`,
      site: site.code,
      networks: ['0.0.0.0/0', '::/0'],
      comment:
        'The file opens these ports to any address. Put the networks of your clients here, and their installation methods as `install`.',
    })),
  ]
}
