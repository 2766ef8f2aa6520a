// SPDX-License-Identifier: MIT

import { getOrInsert } from '../../collections/get-or-insert.ts'
import type { Flow, FlowEnd } from '../../flows/flow.ts'
import type { Party } from '../../flows/party.ts'
import { isAnyAddress } from '../../formats/address/address-set.ts'
import { cutText } from '../../formats/text/cut-text.ts'
import type { PageInput } from '../page-input.ts'
import { type NameList, nameList } from './name-list.ts'

export type ZoneKind = 'world' | 'clients' | 'network' | 'perimeter' | 'site' | 'infrastructure'

/** A part of the estate that a security team names in one breath: a site, a client group, the internet. */
export interface Zone {
  readonly id: string
  readonly kind: ZoneKind
  readonly name: string
  readonly parties: readonly Party[]
  /** Networks of own flows that lie in it and belong to nobody. */
  readonly networks: readonly string[]
  /** What stands below the name: `primary site, 4 hosts`. */
  readonly detail: string
}

export interface Zones {
  /** In the order of trust: the internet first, infrastructure last. */
  readonly all: readonly Zone[]
  /** The zones that an end of a flow lies in; the zone of everybody else for addresses of nobody. */
  readonly of: (end: FlowEnd) => readonly Zone[]
}

/** More sites (or client groups, or networks of own flows) than this are drawn as kinds: “S01 and 86 more”. */
const MOST_SINGLE = 10

interface Draft {
  readonly kind: ZoneKind
  readonly name: string
  readonly parties: Party[]
  readonly networks: Set<string>
}

/** Cuts an estate into zones. The same estate gives the same zones in the same order. */
export const zonesOf = (input: PageInput): Zones => {
  const { estate, parties, flows } = input
  const names = zoneNames(input)
  const drafts = new Map<string, Draft>()
  const zoneKey = new Map<Party, string>()
  for (const party of parties) {
    const { kind, name } = names(party)
    const key = `${kind} ${name}`
    getOrInsert(drafts, key, () => ({ kind, name, parties: [], networks: new Set<string>() })).parties.push(party)
    zoneKey.set(party, key)
  }
  const nobody = outsideNames(flows, (party) => zoneKey.get(party))
  for (const flow of flows)
    for (const end of [flow.from, flow.to]) {
      const word = nobody(end)
      if (word === null) continue
      const draft = getOrInsert(drafts, `${word.kind} ${word.name}`, () => ({
        ...word,
        parties: [],
        networks: new Set<string>(),
      }))
      if (word.kind === 'network' && end.any !== null) draft.networks.add(end.any)
    }
  const ordered = [...drafts].sort(([, a], [, b]) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
  const zones = new Map(
    ordered.map(([key, draft], index): [string, Zone] => [
      key,
      {
        id: `zone-${index + 1}`,
        ...draft,
        networks: [...draft.networks],
        detail: detailOf(estate.sites.get(draft.name)?.type ?? null, draft),
      },
    ]),
  )
  const known = new WeakMap<FlowEnd, readonly Zone[]>()
  return {
    all: [...zones.values()],
    of: (end) =>
      getOrInsert(known, end, () => {
        const keys = new Set(
          [...end.parties, ...end.inside.map(({ party }) => party)].map((party) => zoneKey.get(party)),
        )
        const word = nobody(end)
        if (word !== null) keys.add(`${word.kind} ${word.name}`)
        return [...keys].flatMap((key) => (key === undefined ? [] : (zones.get(key) ?? [])))
      }),
  }
}

/** Sites and client groups that are alike share a zone: which they are. */
export const zoneMembers = ({ all }: Zones): readonly { readonly name: string; readonly members: NameList }[] =>
  all.flatMap(({ kind, name, parties, networks }) => {
    const names = new Set(
      kind === 'network'
        ? networks
        : parties.flatMap((party) => (kind === 'clients' ? [party.name] : (party.site ?? []))),
    )
    return names.size < 2 || kind === 'infrastructure' ? [] : [{ name, members: nameList([...names], 20) }]
  })

const ORDER: readonly ZoneKind[] = ['world', 'clients', 'network', 'perimeter', 'site', 'infrastructure']

type Outside = { readonly kind: ZoneKind; readonly name: string }

const shortName = (name: string): string => (name.length > 60 ? `${cutText(name, 57)}…` : name)

/**
 * Addresses that belong to no party: everybody, or a network with a name of its own. Many networks that speak with the
 * same zones share one.
 */
const outsideNames = (
  flows: readonly Flow[],
  zoneOf: (party: Party) => string | undefined,
): ((end: FlowEnd) => Outside | null) => {
  const partners = new Map<string, Set<string>>()
  for (const flow of flows)
    for (const [end, other] of [
      [flow.from, flow.to],
      [flow.to, flow.from],
    ] as const) {
      if (end.any === null || isAnyAddress(end.named)) continue
      const found = getOrInsert(partners, shortName(end.any), () => new Set<string>())
      const side = end === flow.from ? 'to' : 'from'
      found.add(`${side} ${other.any === null ? '' : 'others'}`)
      for (const party of other.parties) found.add(`${side} ${zoneOf(party)}`)
    }
  const networks = [...partners].map(([name, found]) => ({ name, kind: [...found].sort().join('\n') }))
  const names = alike(networks, ({ kind }) => kind)
  return (end) =>
    end.any === null
      ? null
      : isAnyAddress(end.named)
        ? { kind: 'world', name: 'Internet and any address' }
        : { kind: 'network', name: names.get(shortName(end.any)) ?? shortName(end.any) }
}

/** The zone of a party; many sites or groups that are alike share one. */
const zoneNames = ({ estate, parties }: PageInput): ((party: Party) => { kind: ZoneKind; name: string }) => {
  const sites = alike([...estate.sites.values()], (site) => {
    const roles = new Set(
      parties.filter((party) => party.site === site.name && party.kind === 'host').flatMap((party) => [...party.roles]),
    )
    return [site.type, site.parent, ...[...roles].sort()].join(' ')
  })
  const groups = alike([...estate.clients.values()], (group) => [group.role, group.membership].join(' '))
  return (party) =>
    party.kind === 'clients'
      ? { kind: 'clients', name: groups.get(party.name) ?? party.name }
      : placeOf(party, party.site === null ? null : (sites.get(party.site) ?? party.site), estate.domain)
}

/** Servers that face the internet, or are no members of the estate's domain, stand apart from their site. */
const placeOf = ({ host }: Party, site: string | null, domain: string | null): { kind: ZoneKind; name: string } => {
  const apart =
    host?.membership === 'workgroup'
      ? 'workgroup'
      : host?.domain != null && host.domain !== domain
        ? host.domain
        : host?.roles.some(({ internetFacing }) => internetFacing)
          ? 'facing the internet'
          : null
  if (apart !== null) return { kind: 'perimeter', name: `${site ?? 'Every site'}, ${apart}` }
  return site === null ? { kind: 'infrastructure', name: 'Infrastructure' } : { kind: 'site', name: site }
}

const alike = <T extends { readonly name: string }>(
  items: readonly T[],
  kindOf: (item: T) => string,
): ReadonlyMap<string, string> => {
  if (items.length <= MOST_SINGLE) return new Map(items.map(({ name }) => [name, name]))
  const kinds = new Map<string, T[]>()
  for (const item of items) getOrInsert(kinds, kindOf(item), () => []).push(item)
  return new Map(
    [...kinds.values()].flatMap((same) => {
      const first = (same[0] as T).name
      const name = same.length === 1 ? first : `${first} and ${same.length - 1} more`
      return same.map((item): [string, string] => [item.name, name])
    }),
  )
}

const detailOf = (type: string | null, { kind, parties, networks }: Draft): string => {
  const hosts = parties.filter((party) => party.kind === 'host').length
  const count = `${hosts} ${hosts === 1 ? 'host' : 'hosts'}`
  if (kind === 'site') return type === null ? count : `${type} site, ${count}`
  if (kind === 'clients')
    return parties.every(({ group }) => group?.membership === 'internet') ? 'clients on the internet' : 'clients'
  if (kind === 'perimeter') return `perimeter, ${count}`
  return kind === 'infrastructure'
    ? count
    : kind === 'world'
      ? 'anyone, anywhere'
      : networks.size > 1
        ? `${networks.size} networks`
        : 'network'
}
