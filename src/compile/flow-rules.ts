// SPDX-License-Identifier: MIT
import type { EndRecord, FlowRecord } from '../flows/flow-record.ts'
import type { PartyRecord } from '../flows/party-record.ts'
import { defaultDynamicRange } from '../flows/usual-range.ts'
import {
  type AddressSet,
  ANY_ADDRESS,
  formatAddressSet,
  intersectAddresses,
  isAnyAddress,
  isEmptyAddressSet,
  NO_ADDRESS,
  parseAddresses,
  subtractAddresses,
  unionAddresses,
} from '../formats/address/address-set.ts'
import { PROFILES, type Rule } from '../formats/rule/rule.ts'

/** A row whose printed port is the sender's. */
const SENDERS_PORT = 'source-port'
const ECHO = { icmp4: ['8:*'], icmp6: ['128:*'] }

/** Who listens where dynamic RPC has the same ports. */
interface Listeners {
  readonly range: readonly string[]
  readonly addresses: AddressSet
}

/**
 * What the flows of an index let through, as rules at the listener: local is who answers, remote who starts. Ports are
 * numbers; dynamic RPC is each listener's own range. What artifacts that say flows are held against.
 */
export const flowRules = (flows: readonly FlowRecord[], parties: readonly PartyRecord[]): readonly Rule[] => {
  const known = new Map(
    parties.map((party) => [
      party.name.toLowerCase(),
      { party, addresses: parseAddresses(party.addresses, true) ?? NO_ADDRESS },
    ]),
  )
  const members = ({ hosts = [], clients = [] }: EndRecord) =>
    [...hosts, ...clients].map((name) => known.get(name.toLowerCase())).filter((one) => one !== undefined)
  const named = ({ any, addresses = [] }: EndRecord): AddressSet =>
    any === undefined ? (parseAddresses(addresses, true) ?? NO_ADDRESS) : ANY_ADDRESS
  const all = (end: EndRecord): AddressSet =>
    unionAddresses([named(end), ...members(end).map(({ addresses }) => addresses)])

  /** Addresses that an end names without a party are those of the parties that lie in them, and of nobody else. */
  const listeners = (end: EndRecord): readonly Listeners[] => {
    const whole = named(end)
    const inside = isAnyAddress(whole)
      ? []
      : [...known.values()].map(({ party, addresses }) => ({ party, addresses: intersectAddresses(addresses, whole) }))
    const parts = [...members(end), ...inside].map(({ party, addresses }) => ({ range: party.dynamicRange, addresses }))
    const rest = subtractAddresses(whole, unionAddresses(parts.map(({ addresses }) => addresses)))
    return [...parts, { range: [defaultDynamicRange(null)], addresses: rest }]
  }

  return flows.flatMap((flow) => {
    const from = all(flow.from)
    const make = (to: AddressSet, more: Partial<Rule>): readonly Rule[] =>
      isEmptyAddressSet(from) || isEmptyAddressSet(to) ? [] : [flowRule(flow.id, from, to, more)]
    if (flow.protocol === 'icmp') {
      const to = all(flow.to)
      return (['icmp4', 'icmp6'] as const).flatMap((protocol) => {
        const icmpTypes = (flow.icmp4 === undefined && flow.icmp6 === undefined ? ECHO : flow)[protocol] ?? []
        return icmpTypes.length === 0 ? [] : make(to, { protocol, icmpTypes })
      })
    }
    const { protocol } = flow
    if (flow.notes.includes(SENDERS_PORT)) return make(all(flow.to), { protocol, remotePorts: flow.ports })
    if (!flow.ports.includes('dynamic')) return make(all(flow.to), { protocol, localPorts: flow.ports })
    return listeners(flow.to).flatMap(({ range, addresses }) =>
      make(addresses, {
        protocol,
        localPorts: flow.ports.flatMap((port) => (port === 'dynamic' ? range : [port])),
      }),
    )
  })
}

const flowRule = (id: string, from: AddressSet, to: AddressSet, more: Partial<Rule>): Rule => {
  const texts = (set: AddressSet): readonly string[] => (isAnyAddress(set) ? [] : formatAddressSet(set))
  return {
    id,
    displayName: id,
    description: '',
    group: '',
    direction: 'in',
    action: 'allow',
    enabled: true,
    profiles: PROFILES,
    protocol: 'any',
    localPorts: [],
    remotePorts: [],
    icmpTypes: [],
    localAddresses: texts(to),
    remoteAddresses: texts(from),
    program: null,
    service: null,
    interfaceTypes: [],
    flows: [id],
    ...more,
  }
}
