// SPDX-License-Identifier: MIT
import type { Catalog } from '../catalog/catalog-flow.ts'
import { getOrInsert } from '../collections/get-or-insert.ts'
import type { Estate } from '../estate/estate.ts'
import type { Flow, FlowEnd } from '../flows/flow.ts'
import type { Party } from '../flows/party.ts'
import { unionAddresses } from '../formats/address/address-set.ts'
import type { Draft } from './draft.ts'
import { defaultDynamicRange, dynamicRange, firewallOf, inboundDynamicPorts } from './dynamic-range.ts'
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
): ReadonlyMap<PolicyGroup, readonly Draft[]> => {
  const groupOf = new Map(groups.flatMap((group) => group.parties.map((party): [Party, PolicyGroup] => [party, group])))
  const byName = new Map(
    groups.flatMap((group) => group.parties.map((party): [string, Party] => [`${party.kind} ${party.name}`, party])),
  )
  const drafts = new Map(groups.map((group): [PolicyGroup, Map<string, Draft>] => [group, new Map()]))

  const add = (flow: Flow, party: Party, other: FlowEnd, direction: 'in' | 'out'): void => {
    const group = groupOf.get(party)
    if (group === undefined) return
    for (const shape of shapes(estate, catalog, flow, party, other, direction)) {
      const key = `${direction} ${flow.entry?.id ?? flow.id} ${flow.toRole ?? ''} ${shape.protocol} ${shape.ports.join(',')}`
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
          parties: new Set(),
        }),
      )
      if (draft.flows.at(-1) !== flow) draft.flows.push(flow)
      draft.ends.add(other)
      draft.parties.add(party)
    }
  }

  const listening = rangeParts()
  for (const flow of flows) {
    // Answers to a request that a stateful firewall let out, or from a port of the sender: nothing listens there.
    if (!isSourcePort(flow)) {
      for (const party of flow.to.parties) {
        for (const server of serversOf(party, byName))
          if (!isAlone(flow.from, server)) add(flow, server, flow.from, 'in')
      }
    }
    for (const party of flow.from.parties) {
      for (const server of serversOf(party, byName)) {
        if (firewallOf(estate, server).direction !== 'both') continue
        for (const end of listening(estate, flow)) if (!isAlone(end, server)) add(flow, server, end, 'out')
      }
    }
  }
  return new Map([...drafts].map(([group, map]) => [group, [...map.values()]]))
}

export const isSourcePort = (flow: Flow): boolean => flow.entry?.notes.includes('source-port') ?? false

/** Hosts that hold the rules of a party: itself, or the members that serve its name. */
const serversOf = (party: Party, byName: ReadonlyMap<string, Party>): readonly Party[] =>
  party.host?.members == null
    ? [party]
    : party.host.members.map((name) => byName.get(`host ${name}`)).filter((member) => member !== undefined)

const isAlone = (end: FlowEnd, party: Party): boolean =>
  end.any === null && end.parties.length === 1 && end.parties[0] === party && party.kind === 'host'

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
  const listener = isSourcePort(flow) ? party : other.parties[0]
  const range = listener === undefined ? [defaultDynamicRange(null)] : dynamicRange(estate, listener)
  const ports = flow.ports.flatMap((port) => (port === 'dynamic' ? range : [port]))
  return [{ protocol, ports, icmpTypes: [], pin: UNPINNED }]
}

/** Cuts the listening end of a dynamic flow into parts whose dynamic ranges are the same; other ends stay whole. */
const rangeParts = (): ((estate: Estate, flow: Flow) => readonly FlowEnd[]) => {
  const known = new WeakMap<FlowEnd, readonly FlowEnd[]>()
  return (estate, flow) => {
    if (!flow.ports.includes('dynamic') || isSourcePort(flow)) return [flow.to]
    return getOrInsert(known, flow.to, () => {
      const parts = new Map<string, Party[]>()
      for (const party of flow.to.parties)
        getOrInsert(parts, dynamicRange(estate, party).join(','), () => []).push(party)
      if (parts.size < 2) return [flow.to]
      return [...parts.values()].map(
        (parties): FlowEnd => ({
          parties,
          addresses: unionAddresses(parties.map((party) => party.addresses)),
          any: null,
        }),
      )
    })
  }
}
