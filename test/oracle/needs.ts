// SPDX-License-Identifier: MIT

import { everyAddress } from './address-line.ts'
import type { CatalogRow } from './catalog-row.ts'
import { edgesAllow } from './edges.ts'
import type { EstateInput } from './estate-input.ts'
import { holdsRole, joins } from './holds-role.ts'
import type { Span } from './number-line.ts'
import { ownNeeds } from './own-needs.ts'
import { type Party, parsePorts } from './party.ts'
import { isSilenced, rowApplies, rowHolds } from './row-applies.ts'
import { rowPorts } from './row-ports.ts'
import { anyRoles, roles } from './vocabulary.ts'

/** An end that a policy may stand at, or addresses alone. */
export interface End {
  readonly party: Party | undefined
  readonly addresses: readonly Span[]
}

/** Packets from one end to the other that have to pass. */
export interface Need {
  readonly why: string
  readonly from: End
  readonly to: End
  readonly protocol: 'tcp' | 'udp' | 'icmp'
  readonly ports: readonly Span[] | 'dynamic'
  /** The ports are the sender's: nothing opens on the receiver. */
  readonly atSource: boolean
}

const end = (party: Party): End => ({ party, addresses: party.addresses })

const rowNeeds = (estate: EstateInput, row: CatalogRow, everyone: readonly Party[]): readonly Need[] => {
  const fromRole = row.from
  if (fromRole === null) return []
  const needs: Need[] = []
  const add = (sender: Party, listener: Party | undefined, senderRole: string, listenerRole: string): void => {
    if (isSilenced(estate, sender, senderRole, listenerRole)) return
    needs.push({
      why: row.id,
      from: end(sender),
      to: listener === undefined ? { party: undefined, addresses: everyAddress } : end(listener),
      protocol: row.protocol,
      ports: rowPorts(estate, row, sender, listener, listenerRole),
      atSource: row.notes.includes('source-port'),
    })
    if (row.firstPacket.length === 0 || listener === undefined) return
    // A computer that starts from the network has no address yet: whoever sends the packet, or takes the offer, is anybody.
    const anybody: End = { party: undefined, addresses: everyAddress }
    const isServer = (role: string): boolean => roles[role]?.networkBoot === true
    needs.push({
      why: row.id,
      from: isServer(senderRole) ? end(sender) : anybody,
      to: isServer(senderRole) ? anybody : end(listener),
      protocol: row.protocol,
      ports: row.firstPacket.map(parsePorts),
      atSource: row.notes.includes('source-port'),
    })
  }
  for (const from of everyone) {
    for (const to of everyone) {
      if (!joins(estate, from, to, { ...row, from: fromRole }, everyone) || !rowHolds(estate, row, from, to, everyone))
        continue
      if (!edgesAllow(row, from, to, everyone)) continue
      add(from, to, fromRole, row.to)
      if (row.direction === 'either' && !from.onInternet) add(to, from, row.to, fromRole)
    }
    // A role that no host of the estate holds, such as the internet: any remote address.
    if (!anyRoles.includes(row.to) || everyone.some((party) => party.holds.has(row.to))) continue
    if (holdsRole(estate, from, fromRole) && rowHolds(estate, row, from, from, everyone)) {
      add(from, undefined, fromRole, row.to)
    }
  }
  // A client group talks to itself: its members are many.
  for (const group of everyone) {
    if (group.kind !== 'clients' || !holdsRole(estate, group, fromRole) || !holdsRole(estate, group, row.to)) continue
    if (edgesAllow(row, group, group, everyone) && rowHolds(estate, row, group, group, everyone))
      add(group, group, fromRole, row.to)
  }
  return needs
}

export const needsOf = (
  estate: EstateInput,
  everyone: readonly Party[],
  rows: readonly CatalogRow[],
  newest: number,
): readonly Need[] => {
  const version = estate.version ?? newest
  const fitting = rows.filter((row) => rowApplies(estate, row, version))
  return [...fitting.flatMap((row) => rowNeeds(estate, row, everyone)), ...ownNeeds(estate, everyone)]
}
