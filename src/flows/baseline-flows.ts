// SPDX-License-Identifier: MIT

import type { BaselineFlow, Catalog } from '../catalog/catalog-flow.ts'
import { roleHas } from '../catalog/role-has.ts'
import { addAll } from '../collections/add-all.ts'
import { getOrInsert } from '../collections/get-or-insert.ts'
import type { Estate } from '../estate/estate.ts'
import { optionsBlock } from '../estate/option-effects.ts'
import { ANY_ADDRESS, isEmptyAddressSet, parseAddress } from '../formats/address/address-set.ts'
import type { Flow, FlowEnd } from './flow.ts'
import { type EndFactory, isEmptyPair } from './flow-end.ts'
import { partiesInside } from './parties-inside.ts'
import type { Party } from './party.ts'

/** Whether profile settings or filters of the estate block what no rule allows. */
export const blocksByDefault = (estate: Estate): boolean =>
  estate.firewall.settings?.defaultInbound === 'block' ||
  (estate.firewall.settings?.defaultOutbound === 'block' && estate.firewall.direction === 'both') ||
  optionsBlock(estate.options)

/** The administrators' way in, and what a computer needs to stay on its network and in its domain. */
export const baselineFlows = (
  estate: Estate,
  catalog: Catalog,
  parties: readonly Party[],
  ends: EndFactory,
): readonly Flow[] => {
  const managed = parties.filter((party) => party.firewall)
  // Whose firewall others look after, or whose system is too old for a policy, needs the controllers of its domain all the same.
  const callers = parties.filter(
    ({ firewall, without }) => firewall || without === 'not-managed' || without === 'too-old',
  )
  const audiences = audiencesOf(estate, callers)
  const holdersOf = (words: readonly string[]): readonly Party[] =>
    parties.filter((party) => words.some((role) => party.roles.has(role)))
  const isRoles = (words: readonly string[]): boolean => words.some((word) => catalog.roles.has(word))
  const fixed = (words: readonly string[]): FlowEnd => {
    const word = words[0]
    if (word === 'managed') return ends.ofParties(managed)
    if (word === 'management')
      return ends.ofAddresses('management', estate.management, partiesInside(parties)(estate.management))
    return word === 'any' ? ends.ofAddresses('any', ANY_ADDRESS) : ends.ofParties(holdersOf(words))
  }
  /** Whom an audience reaches: a controller of its own domain, or who holds another of the row's roles too. */
  const reached = (row: BaselineFlow, { domain, onInternet }: Audience): readonly Party[] =>
    onInternet
      ? []
      : holdersOf(row.to).filter((party) =>
          row.to.some((role) =>
            roleHas(catalog, role, 'directory')
              ? party.roles.has(role) && domain !== null && party.domain === domain
              : party.roles.has(role),
          ),
        )
  const pairsOf = (row: BaselineFlow): readonly BaselinePair[] => {
    if (!isRoles(row.to)) return [{ label: '', from: fixed(row.from), to: fixed(row.to) }]
    const keyword = row.otherwise === null ? null : parseAddress(row.otherwise)
    const groups = new Map<string, { labels: string[]; from: Party[]; to: readonly Party[] }>()
    for (const audience of audiences) {
      if (row.members === 'domain' && audience.domain === null) continue
      const to = reached(row, audience)
      const key = to.map(({ name }) => name).join(' ')
      const group = getOrInsert(groups, key, () => ({ labels: [] as string[], from: [] as Party[], to }))
      group.labels.push(audience.label)
      addAll(group.from, audience.parties)
    }
    return [...groups.values()].map(({ labels, from, to }) => ({
      label: labels[0] as string,
      from: ends.ofParties(from.length === callers.length ? callers : from),
      to: to.length === 0 && keyword !== null ? ends.ofAddresses(row.otherwise as string, keyword) : ends.ofParties(to),
    }))
  }
  const wanted = (row: BaselineFlow): boolean =>
    row.set === 'management' ? !isEmptyAddressSet(estate.management) : blocksByDefault(estate)
  return catalog.baseline
    .filter(wanted)
    .flatMap((row) =>
      pairsOf(row).map(
        ({ label, from, to }): Flow => ({
          id: `baseline/${row.id}${label}`,
          entry: null,
          own: null,
          service: row.service,
          title: `${row.service} (${row.set === 'management' ? 'administration' : 'core networking'})`,
          fromRole: null,
          toRole: null,
          from,
          to,
          protocol: row.protocol,
          ports: row.ports,
          icmp: row.protocol === 'icmp' ? { v4: row.icmp4, v6: row.icmp6 } : null,
          text: row.text,
          sources: [],
        }),
      ),
    )
    .filter((flow) => !isEmptyPair(flow.from, flow.to))
}

interface BaselinePair {
  readonly label: string
  readonly from: FlowEnd
  readonly to: FlowEnd
}

/** Windows computers that reach the same domain controllers: the members of a domain, a workgroup, the internet. */
interface Audience {
  readonly label: string
  readonly domain: string | null
  readonly onInternet: boolean
  readonly parties: readonly Party[]
}

const audiencesOf = (estate: Estate, callers: readonly Party[]): readonly Audience[] => {
  const own = estate.domain ?? ''
  const labelOf = ({ domain, onInternet }: Party): string =>
    onInternet ? '~internet' : domain === null ? '~workgroup' : domain === own ? '' : `~${domain || 'no-name'}`
  return [...Map.groupBy(callers, labelOf)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, parties]) => {
      const { domain = null, onInternet = false } = parties[0] ?? {}
      return { label, domain, onInternet, parties }
    })
}
