// SPDX-License-Identifier: MIT
import type { BaselineFlow, Catalog } from '../catalog/catalog-flow.ts'
import type { Estate } from '../estate/estate.ts'
import { ANY_ADDRESS, isEmptyAddressSet, parseAddress } from '../formats/address/address-set.ts'
import type { Flow, FlowEnd } from './flow.ts'
import { type EndFactory, isEmptyPair } from './flow-end.ts'
import { partiesInside } from './parties-inside.ts'
import type { Party } from './party.ts'

/** Whether profile settings or filters of the estate block what no rule allows. */
export const blocksByDefault = (estate: Estate): boolean =>
  estate.firewall.settings?.defaultInbound === 'block' ||
  (estate.firewall.settings?.defaultOutbound === 'block' && estate.firewall.direction === 'both') ||
  estate.wfp.defaultBlock

/** The administrators' way in, and what a computer needs to stay on its network and in its domain. */
export const baselineFlows = (
  estate: Estate,
  catalog: Catalog,
  parties: readonly Party[],
  ends: EndFactory,
): readonly Flow[] => {
  const managed = parties.filter((party) => party.firewall)
  const endOf = (words: readonly string[], otherwise: string | null): FlowEnd => {
    const word = words[0]
    if (word === 'managed') return ends.ofParties(managed)
    if (word === 'management')
      return ends.ofAddresses('management', estate.management, partiesInside(parties)(estate.management))
    if (word === 'any') return ends.ofAddresses('any', ANY_ADDRESS)
    const holders = parties.filter((party) => words.some((role) => party.roles.has(role)))
    const keyword = otherwise === null ? null : parseAddress(otherwise)
    return holders.length === 0 && keyword !== null
      ? ends.ofAddresses(otherwise as string, keyword)
      : ends.ofParties(holders)
  }
  const wanted = (row: BaselineFlow): boolean =>
    row.set === 'management' ? !isEmptyAddressSet(estate.management) : blocksByDefault(estate)
  return catalog.baseline
    .filter(wanted)
    .map(
      (row): Flow => ({
        id: `baseline/${row.id}`,
        entry: null,
        service: row.service,
        title: `${row.service} (${row.set === 'management' ? 'administration' : 'core networking'})`,
        fromRole: null,
        toRole: null,
        from: endOf(row.from, null),
        to: endOf(row.to, row.otherwise),
        protocol: row.protocol,
        ports: row.ports,
        icmp: row.protocol === 'icmp' ? { v4: row.icmp4, v6: row.icmp6 } : null,
        text: row.text,
        sources: [],
      }),
    )
    .filter((flow) => !isEmptyPair(flow.from, flow.to))
}
