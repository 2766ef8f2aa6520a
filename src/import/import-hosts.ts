// SPDX-License-Identifier: MIT
import type { Catalog } from '../catalog/catalog-flow.ts'
import { isReservedName } from '../estate/resolve/check-name.ts'
import { unusableKind } from '../estate/resolve/unusable-address.ts'
import { formatAddressSet, parseAddress } from '../formats/address/address-set.ts'
import { draftHosts } from './draft-hosts.ts'
import type { DraftClients, DraftHost, DraftSite } from './estate-draft.ts'
import { hostAddress } from './live/boundary-addresses.ts'
import type { Resolved } from './name-resolver.ts'
import type { PeerSystem, Placed } from './peer-config.ts'
import type { Report } from './read-peer.ts'
import { excerpt } from './safe-text.ts'

const FULL_NAME =
  /^(?=.{1,253}$)[a-z\d]([a-z\d_-]{0,61}[a-z\d])?(\.[a-z\d_]([a-z\d_-]{0,61}[a-z\d_])?)*\.(?!\d+$)[a-z\d]([a-z\d-]{0,61}[a-z\d])?$/i

export interface ImportedHosts {
  readonly hosts: readonly DraftHost[]
  readonly clients: readonly DraftClients[]
}

/** Systems become hosts; those that are a `Client` and nothing else become one client group a site. */
export const importHosts = (
  systems: readonly PeerSystem[],
  sites: readonly DraftSite[],
  catalog: Catalog,
  report: Report,
  lineOf: (offset: number) => number,
  resolved: ReadonlyMap<string, Resolved>,
): ImportedHosts => {
  const codes = new Map(sites.map((site) => [site.code.toUpperCase(), site.code]))
  const codeOf = ({ site }: PeerSystem): string | null => codes.get(site.value.toUpperCase()) ?? null
  const names = new Map<string, Placed>()
  const owners = new Map<string, PeerSystem>()
  const hosts: DraftHost[] = []
  const hostOf = draftHosts(catalog, report)
  const groups = new Map<string, { readonly site: string | null; readonly networks: string[] }>()
  for (const system of systems) {
    const { name } = system
    const first = names.get(name.value.toLowerCase())
    if (first !== undefined) {
      report('error', name.offset, name.value, `${name.value} stands twice, first in line ${lineOf(first.offset)}`)
      continue
    }
    names.set(name.value.toLowerCase(), name)
    const isClients = system.roles.length > 0 && system.roles.every((role) => role.value.toLowerCase() === 'client')
    if (!isClients && name.value !== '' && (!FULL_NAME.test(name.value) || isReservedName(name.value)))
      report('error', name.offset, name.value, `“${excerpt(name.value)}” is no fully qualified DNS name`)
    if (system.site.value === '')
      report(
        'warning',
        system.site.offset,
        name.value,
        `${name.value} has no SiteCode: the peer stops here, Portwright joins it with every site`,
      )
    const addresses = readAddresses(withAddresses(system, isClients, resolved), isClients, owners, report, lineOf)
    if (isClients) {
      const key = system.site.value.toUpperCase()
      const group = groups.get(key) ?? { site: codeOf(system), networks: [] }
      groups.set(key, group)
      for (const address of addresses) group.networks.push(address)
    } else hosts.push(withNote(hostOf(system, codeOf(system), addresses), resolved.get(name.value)?.reason ?? ''))
  }
  const clients = [...groups.values()].map(({ site, networks }) => ({
    name: site === null ? 'clients' : `clients-${site}`,
    site,
    networks: [...new Set(networks)],
    comment: 'The systems that are Client and nothing else.',
  }))
  return { hosts, clients }
}

/** A host without an address says so where it stands; `check` reports it as well. */
const withNote = (host: DraftHost, reason: string): DraftHost => {
  if (host.addresses.length > 0) return host
  const why = reason === '' ? 'the file names none, and `portwright import --resolve` asks DNS' : reason
  return {
    ...host,
    comment: [host.comment, `not readable: addresses: ${why}`].filter((text) => text !== '').join('. '),
  }
}

/** The system with what DNS says of it, where the file says nothing. */
const withAddresses = (system: PeerSystem, isClients: boolean, resolved: ReadonlyMap<string, Resolved>): PeerSystem => {
  const found = isClients || system.addresses.value !== '' ? [] : (resolved.get(system.name.value)?.addresses ?? [])
  const usable = found.flatMap((text) => hostAddress(text) ?? [])
  return usable.length === 0 ? system : { ...system, addresses: { ...system.addresses, value: usable.join(',') } }
}

const readAddresses = (
  system: PeerSystem,
  ranges: boolean,
  owners: Map<string, PeerSystem>,
  report: Report,
  lineOf: (offset: number) => number,
): readonly string[] => {
  const { name, addresses } = system
  const { offset } = addresses
  if (addresses.value === '') {
    // Clients without addresses are no group of an estate; a server is one whose address somebody can look up.
    report(
      ranges ? 'error' : 'warning',
      offset,
      name.value,
      `${name.value} has no IPAddress: the peer would ask DNS, an estate names every address${ranges ? '' : ' (--resolve asks for it)'}`,
    )
    return []
  }
  const result = new Set<string>()
  for (const part of addresses.value.split(',').map((text) => text.trim())) {
    const set = parseAddress(part)
    const [text, ...more] = set === null ? [] : formatAddressSet(set)
    if (set === null || text === undefined || more.length > 0 || set.keywords.length > 0) {
      report('error', offset, name.value, `“${excerpt(part)}” is no address`)
      continue
    }
    const unusable = unusableKind(set)
    if (unusable !== null) {
      report('error', offset, name.value, `${text} is ${unusable}: no other computer is reached there`)
      continue
    }
    if (!ranges && /[-/]/.test(text)) {
      report(
        'error',
        offset,
        name.value,
        `“${excerpt(part)}” is a network: only a system that is Client and nothing else may have one`,
      )
      continue
    }
    if (result.has(text)) report('warning', offset, name.value, `${text} stands twice`)
    const owner = ranges ? undefined : owners.get(text)
    if (owner !== undefined && owner !== system)
      report(
        'error',
        offset,
        name.value,
        `${text} belongs to ${owner.name.value} as well (line ${lineOf(owner.addresses.offset)})`,
      )
    if (!ranges) owners.set(text, system)
    result.add(text)
  }
  return [...result]
}
