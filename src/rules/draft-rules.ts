// SPDX-License-Identifier: MIT
import type { Catalog } from '../catalog/catalog-flow.ts'
import { getOrInsert } from '../collections/get-or-insert.ts'
import type { Estate } from '../estate/estate.ts'
import type { Flow, FlowEnd } from '../flows/flow.ts'
import type { Party } from '../flows/party.ts'
import { defaultDynamicRange } from '../flows/usual-range.ts'
import { type AddressSet, addressesCover, NO_ADDRESS, unionAddresses } from '../formats/address/address-set.ts'
import type { Draft } from './draft.ts'
import { dynamicRange, firewallOf, inboundDynamicPorts } from './dynamic-range.ts'
import { type Pin, pinOf } from './listeners.ts'
import type { PolicyGroup } from './policy-group.ts'

const ECHO = { v4: ['8:*'], v6: ['128:*'] } as const
const UNPINNED: Pin = { program: null, service: null }

/** The drafts of every policy group. Walks each flow's ends once, so the work grows with the number of parties in flows. */
export const draftRules = (
  estate: Estate,
  catalog: Catalog,
  flows: readonly Flow[],
  groups: readonly PolicyGroup[],
  parties: readonly Party[],
): ReadonlyMap<PolicyGroup, readonly Draft[]> => {
  const groupOf = new Map(groups.flatMap((group) => group.parties.map((party): [Party, PolicyGroup] => [party, group])))
  // Those without a policy too: their dynamic range is that of the name that they serve.
  const byName = new Map(parties.map((party): [string, Party] => [`${party.kind} ${party.name}`, party]))
  const drafts = new Map(groups.map((group): [PolicyGroup, Map<string, Draft>] => [group, new Map()]))

  const add = (flow: Flow, { party, self, local }: Holder, other: FlowEnd, direction: 'in' | 'out'): void => {
    const group = groupOf.get(party)
    if (group === undefined || isAlone(other, party, self)) return
    for (const shape of shapes(estate, catalog, flow, party, other, direction)) {
      const limited = self !== party ? ` at ${self.name}` : local === null ? '' : ' at some'
      const key = `${direction} ${flow.entry?.id ?? flow.id} ${flow.toRole ?? ''} ${shape.protocol} ${shape.ports.join(',')}${limited}`
      const draft = getOrInsert(
        drafts.get(group) as Map<string, Draft>,
        key,
        (): Draft => ({
          key,
          direction,
          ...shape,
          sourcePorts: isSourcePort(flow),
          flows: [],
          ends: new Set(),
          parties: new Map(),
          locals: new Map(),
        }),
      )
      if (draft.flows.at(-1) !== flow) draft.flows.push(flow)
      draft.ends.add(other)
      draft.parties.set(party, self)
      if (local !== null) draft.locals.set(party, unionAddresses([draft.locals.get(party) ?? NO_ADDRESS, local]))
    }
  }

  const listening = rangeParts()
  for (const flow of flows) {
    // Answers to a request that a stateful firewall let out, or from a port of the sender: nothing listens there.
    if (!isSourcePort(flow)) for (const holder of holdersOf(flow.to, byName)) add(flow, holder, flow.from, 'in')
    for (const holder of holdersOf(flow.from, byName)) {
      if (firewallOf(estate, holder.party).direction !== 'both') continue
      for (const end of listening(flow)) add(flow, holder, end, 'out')
    }
  }
  return new Map([...drafts].map(([group, map]) => [group, [...map.values()]]))
}

export const isSourcePort = (flow: Flow): boolean => flow.entry?.answers ?? false

interface Holder {
  readonly party: Party
  /** For whom it answers: itself, or a name that it serves. */
  readonly self: Party
  /** Null: all its addresses. */
  readonly local: AddressSet | null
}

/** Who holds the rules for an end: its parties, the members that serve a name, and whoever its addresses lie in. */
const holdersOf = (end: FlowEnd, byName: ReadonlyMap<string, Party>): readonly Holder[] => {
  const direct = end.parties.flatMap((party): readonly Holder[] => holders(party, null, byName))
  if (end.inside.length === 0) return direct
  const named = new Set(end.parties)
  const reached = end.inside
    .filter(({ party }) => !named.has(party))
    .flatMap(({ party, addresses }) =>
      holders(party, addressesCover(addresses, party.addresses) ? null : addresses, byName),
    )
  return [...direct, ...reached]
}

const holders = (party: Party, local: AddressSet | null, byName: ReadonlyMap<string, Party>): readonly Holder[] =>
  party.host?.members == null
    ? [{ party, self: party, local }]
    : party.host.members
        .map((name) => byName.get(`host ${name}`))
        .filter((member) => member !== undefined)
        .map((member) => ({ party: member, self: party, local: local ?? party.addresses }))

/** Whether nobody else stands at the other end: a host never needs a rule for itself. */
const isAlone = (end: FlowEnd, party: Party, self: Party): boolean =>
  self.kind === 'host' &&
  end.any === null &&
  end.parties.length <= 2 &&
  end.parties.every((one) => one === party || one === self)

type Shape = Pick<Draft, 'protocol' | 'ports' | 'icmpTypes' | 'pin'>

const shapes = (
  estate: Estate,
  catalog: Catalog,
  flow: Flow,
  party: Party,
  other: FlowEnd,
  direction: 'in' | 'out',
): readonly Shape[] => {
  if (flow.protocol === 'icmp') {
    const types = flow.icmp ?? ECHO
    const shape = (protocol: 'icmp4' | 'icmp6', icmpTypes: readonly string[]): Shape => ({
      protocol,
      ports: [],
      icmpTypes,
      pin: UNPINNED,
    })
    return [
      ...(types.v4.length > 0 && other.addresses.v4.length > 0 && party.addresses.v4.length > 0
        ? [shape('icmp4', types.v4)]
        : []),
      ...(types.v6.length > 0 && other.addresses.v6.length > 0 && party.addresses.v6.length > 0
        ? [shape('icmp6', types.v6)]
        : []),
    ]
  }
  const protocol = flow.protocol
  if (direction === 'in') {
    const ports = flow.ports.flatMap((port) =>
      port === 'dynamic'
        ? protocol === 'tcp'
          ? inboundDynamicPorts(firewallOf(estate, party))
          : dynamicRange(estate, party)
        : port === '135' && protocol === 'tcp'
          ? ['RPC-EPMap']
          : [port],
    )
    return [{ protocol, ports, icmpTypes: [], pin: pinOf(catalog, flow) }]
  }
  // Answers that leave from a port of the sender's own are no RPC: no restriction of RPC is about them.
  const range = isSourcePort(flow)
    ? party.ephemeralRange
    : (other.parties[0]?.dynamicRange ?? [defaultDynamicRange(null)])
  const ports = flow.ports.flatMap((port) => (port === 'dynamic' ? range : [port]))
  return [{ protocol, ports, icmpTypes: [], pin: UNPINNED }]
}

/** Cuts the listening end of a dynamic flow into parts whose dynamic ranges are the same; other ends stay whole. */
const rangeParts = (): ((flow: Flow) => readonly FlowEnd[]) => {
  const known = new WeakMap<FlowEnd, readonly FlowEnd[]>()
  return (flow) => {
    if (!flow.ports.includes('dynamic') || isSourcePort(flow)) return [flow.to]
    return getOrInsert(known, flow.to, () => {
      const parts = new Map<string, Party[]>()
      for (const party of flow.to.parties) getOrInsert(parts, party.dynamicRange.join(','), () => []).push(party)
      if (parts.size < 2) return [flow.to]
      return [...parts.values()].map(
        (parties): FlowEnd => ({
          parties,
          addresses: unionAddresses(parties.map((party) => party.addresses)),
          any: null,
          inside: [],
          named: NO_ADDRESS,
        }),
      )
    })
  }
}
