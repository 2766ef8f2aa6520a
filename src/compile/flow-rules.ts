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

/** Who has the same dynamic ports on one side of a flow. */
interface Side {
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

  /**
   * An end in parts whose dynamic ranges are the same. Addresses that it names without a party are those of the parties that
   * lie in them, and of nobody else.
   */
  const sides = (end: EndRecord, kind: 'dynamicRange' | 'ephemeralRange'): readonly Side[] => {
    const whole = named(end)
    const inside = isAnyAddress(whole)
      ? []
      : [...known.values()].map(({ party, addresses }) => ({ party, addresses: intersectAddresses(addresses, whole) }))
    const parts = [...members(end), ...inside].filter(({ addresses }) => !isEmptyAddressSet(addresses))
    const rest = subtractAddresses(whole, unionAddresses(parts.map(({ addresses }) => addresses)))
    const groups = Map.groupBy(parts, ({ party }) => party[kind].join(' '))
    return [
      ...[...groups].map(([range, group]) => ({
        range: range.split(' '),
        addresses: unionAddresses(group.map(({ addresses }) => addresses)),
      })),
      { range: [defaultDynamicRange(null)], addresses: rest },
    ]
  }

  return flows.flatMap((flow) => {
    const make = (from: AddressSet, to: AddressSet, more: Partial<Rule>): readonly Rule[] =>
      isEmptyAddressSet(from) || isEmptyAddressSet(to) ? [] : [flowRule(flow.id, from, to, more)]
    const { protocol } = flow
    if (protocol === 'icmp') {
      return (['icmp4', 'icmp6'] as const).flatMap((family) => {
        const icmpTypes = (flow.icmp4 === undefined && flow.icmp6 === undefined ? ECHO : flow)[family] ?? []
        return icmpTypes.length === 0 ? [] : make(all(flow.from), all(flow.to), { protocol: family, icmpTypes })
      })
    }
    const cut = (end: EndRecord, kind: 'dynamicRange' | 'ephemeralRange'): readonly Side[] =>
      flow.ports.includes('dynamic') ? sides(end, kind) : [{ range: [], addresses: all(end) }]
    const numbers = (range: readonly string[]): readonly string[] =>
      flow.ports.flatMap((port) => (port === 'dynamic' ? range : [port]))
    return flow.notes.includes(SENDERS_PORT)
      ? cut(flow.from, 'ephemeralRange').flatMap(({ range, addresses }) =>
          make(addresses, all(flow.to), { protocol, remotePorts: numbers(range) }),
        )
      : cut(flow.to, 'dynamicRange').flatMap(({ range, addresses }) =>
          make(all(flow.from), addresses, { protocol, localPorts: numbers(range) }),
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
