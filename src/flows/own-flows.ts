// SPDX-License-Identifier: MIT
import type { Catalog } from '../catalog/catalog-flow.ts'
import type { End, Estate, OwnFlow } from '../estate/estate.ts'
import { ANY_ADDRESS, formatAddressSet } from '../formats/address/address-set.ts'
import type { Flow, FlowEnd } from './flow.ts'
import { type EndFactory, isEmptyPair } from './flow-end.ts'
import { idWord } from './id-word.ts'
import { partiesInside } from './parties-inside.ts'
import type { Party } from './party.ts'

/** The flows that the user wrote beside the catalogue's. */
export const ownFlows = (
  estate: Estate,
  catalog: Catalog,
  parties: readonly Party[],
  ends: EndFactory,
): readonly Flow[] => {
  if (estate.flows.length === 0) return []
  const byName = new Map(parties.map((party) => [`${party.kind} ${party.name}`, party]))
  const byRole = new Map<string, FlowEnd>()
  const ofRole = (role: string): FlowEnd => {
    let end = byRole.get(role)
    if (end === undefined) {
      const holders = parties.filter((party) => party.roles.has(role))
      end =
        holders.length === 0 && catalog.roles.get(role)?.anywhere === true ? ends.ofAny(role) : ends.ofParties(holders)
      byRole.set(role, end)
    }
    return end
  }
  const inside = partiesInside(parties)
  const single = (end: End): FlowEnd => {
    switch (end.kind) {
      case 'host':
      case 'clients':
        return ends.ofParties([byName.get(`${end.kind} ${end.name}`) as Party])
      case 'role':
        return ofRole(end.role)
      case 'network':
        return ends.ofAddresses(end.name, end.addresses, inside(end.addresses))
      case 'addresses':
        return ends.ofAddresses(formatAddressSet(end.addresses).join(' '), end.addresses, inside(end.addresses))
      case 'any':
        return ends.ofAddresses('any', ANY_ADDRESS)
    }
  }
  return estate.flows
    .map((flow): Flow => ofOwn(flow, ends.join(flow.from.map(single)), ends.join(flow.to.map(single))))
    .filter((flow) => !isEmptyPair(flow.from, flow.to))
}

const ofOwn = (flow: OwnFlow, from: FlowEnd, to: FlowEnd): Flow => ({
  id: `own/${idWord(flow.name)}`,
  entry: null,
  own: { reason: flow.reason, owner: flow.owner, ticket: flow.ticket, expires: flow.expires },
  service: flow.service ?? flow.name,
  title: flow.name,
  fromRole: null,
  toRole: null,
  from,
  to,
  protocol: flow.protocol,
  ports: flow.ports,
  icmp: null,
  text: flow.reason,
  sources: [],
})
