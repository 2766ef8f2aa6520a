// SPDX-License-Identifier: MIT
import type { FlowEntry } from '../adopt/adoption.ts'
import { entryNames } from '../adopt/entry-names.ts'
import type { Party } from '../flows/party.ts'
import { type AddressSet, formatAddressSet } from '../formats/address/address-set.ts'
import { normalize, type Range } from '../formats/address/range.ts'
import type { AddressBook } from '../formats/traffic-log/address-book.ts'
import { firewallOf } from '../rules/dynamic-range.ts'
import { type CallGroup, type CountedCall, callGroups } from './call-groups.ts'
import { entryEnds } from './entry-ends.ts'
import type { FlowCover } from './flow-cover.ts'
import type { Listeners } from './listeners.ts'
import { nearestFlow, protocolWord, serviceWord } from './nearest-flow.ts'
import type { Place } from './place.ts'
import { unpackMeta } from './record-meta.ts'
import { type RpcRangeOf, rpcRange } from './rpc-range.ts'
import { spanTexts } from './time-span.ts'
import type { Side, Uncovered } from './traffic.ts'
import type { TrafficInput } from './traffic-input.ts'
import { COUNTED, KEY, RECORD_LENGTH, type TupleTable } from './tuple-table.ts'
import { type Address, addressOf, addressText } from './words-address.ts'

export interface UncoveredContext extends TrafficInput {
  readonly cover: FlowCover
  readonly placeOf: (address: Address) => Place
  /** The addresses of the table. */
  readonly book: AddressBook
  readonly listenersAt: (place: Place) => Listeners | null
  /** Names of what dropped packets, by the number in a record. */
  readonly origins: readonly string[]
  /** Told of conversations that were dropped at a port on which nobody listens. */
  readonly nobodyListens: (conversations: number) => void
}

const addressesOf = (places: readonly Place[]): AddressSet => {
  const v4: Range<number>[] = []
  const v6: Range<bigint>[] = []
  for (const { address } of places)
    if (typeof address === 'number') v4.push({ first: address, last: address })
    else v6.push({ first: address, last: address })
  return { v4: normalize(v4), v6: normalize(v6), keywords: [] }
}

/** Ids of rules stand in braces; whatever else dropped a packet is a word. */
const isId = (name: string): boolean => name.startsWith('{')

const partyOf = ({ host, groups }: Place): Party | null => host ?? groups[0] ?? null

const sideOf = (places: readonly Place[], addresses: AddressSet): Side => {
  const [first] = places as readonly [Place]
  const { host } = first
  const group = host === null ? first.groups[0] : undefined
  return {
    address: addressText(first.address),
    host: host?.name ?? null,
    clients: group?.name ?? null,
    roles:
      host === null
        ? group?.group === undefined || group.group === null
          ? []
          : [group.group.role]
        : [...new Set((host.host?.roles ?? []).map(({ role }) => role))],
    addresses: formatAddressSet(addresses),
    computers: places.length,
  }
}

/** A word for one side, for the name of its entry. */
const sideWord = (side: Side, places: readonly Place[]): string =>
  side.host ??
  side.clients ??
  (places.length === 1 ? side.address : places[0]?.isInternet === true ? 'the internet' : `${side.address} and others`)

/** Every call that no flow covers, merged; those to a port where nobody listens are told to the context. */
export const uncoveredItems = (table: TupleTable, context: UncoveredContext): readonly Uncovered[] => {
  const { estate, flows, parties, cover, origins, ruleName } = context
  const groups = callGroups(countedCalls(table, context))
  const near = nearestFlow(flows, cover)
  const inRange = rpcRange(estate, parties)
  const nameOf = entryNames(estate.flows.map(({ name }) => name))
  const policyOf = ([from]: readonly Place[], [to]: readonly Place[]): string | null => {
    const [caller, listener] = [from, to].map((place) => (place === undefined ? null : partyOf(place)))
    if (listener?.firewall === true || listener?.without === 'served-by-members') return listener.name
    return caller?.firewall === true && firewallOf(estate, caller).direction === 'both' ? caller.name : null
  }
  const draft = (group: CallGroup): Omit<Uncovered, 'flow'> & { readonly group: CallGroup; readonly name: string } => {
    const [from, to] = [sideOf(group.from, addressesOf(group.from)), sideOf(group.to, addressesOf(group.to))]
    const [caller, listener] = [group.from[0] as Place, group.to[0] as Place]
    const protocol = protocolWord(group.protocol)
    return {
      group,
      name: `${sideWord(from, group.from)} to ${sideWord(to, group.to)} ${serviceWord(group.protocol, group.port)}`,
      from,
      to,
      protocol,
      port: protocol === 'icmp' ? null : group.port,
      count: group.count,
      dropped: group.dropped,
      ...spanTexts(group.span),
      decidedBy: group.evidence,
      droppedBy: [...new Set([...group.origins].map((number) => origins[number] ?? ''))]
        .map((name) => (isId(name) ? ruleName(name) : undefined) ?? name)
        .sort(),
      policy: policyOf(group.from, group.to),
      nearest: `${near({ from: caller, to: listener, protocol: group.protocol, port: group.port })}${
        protocol === 'tcp' && inRange(partyOf(listener), group.port)
          ? `; ${group.port} is one of its ports of dynamic RPC`
          : ''
      }`,
    }
  }
  return groups
    .filter(({ count }) => count > 0)
    .map(draft)
    .sort((a, b) => b.count - a.count || b.dropped - a.dropped || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .map(({ group, name, ...item }): Uncovered => ({ ...item, flow: entryOf(group, nameOf(name), inRange) }))
}

const entryOf = ({ from, to, protocol, port }: CallGroup, name: string, inRange: RpcRangeOf): FlowEntry => {
  const listener = partyOf(to[0] as Place)
  const ends = entryEnds(
    { party: partyOf(from[0] as Place), addresses: addressesOf(from) },
    // An estate refuses a fixed port of a named host in its range of dynamic RPC.
    { party: inRange(listener, port) ? null : listener, addresses: addressesOf(to) },
  )
  const word = protocolWord(protocol)
  return { name, ...ends, protocol: word, ...(word !== 'icmp' && { ports: [port] }), reason: 'TODO' }
}

function* countedCalls(
  table: TupleTable,
  { placeOf, book, listenersAt, nobodyListens }: UncoveredContext,
): Generator<CountedCall> {
  for (let record = 0; record < table.size(); record++) {
    const base = record * RECORD_LENGTH
    const { protocol, isUtc, evidence } = unpackMeta(table.words[base + KEY.meta] as number)
    const to = placeOf(addressOf(book.words, (table.words[base + KEY.to] as number) * 4))
    const port = table.words[base + KEY.ports] as number
    const [count, dropped] = [
      table.words[base + COUNTED.count] as number,
      table.words[base + COUNTED.dropped] as number,
    ]
    const listens = protocolWord(protocol) === 'icmp' ? null : listenersAt(to)?.listens(protocol, port)
    if (count > 0 && dropped === count && listens === false) {
      nobodyListens(count)
      continue
    }
    yield {
      from: placeOf(addressOf(book.words, (table.words[base + KEY.from] as number) * 4)),
      to,
      protocol,
      port,
      count,
      dropped,
      first: table.words[base + COUNTED.first] as number,
      last: table.words[base + COUNTED.last] as number,
      isUtc,
      evidence,
      origin: table.origins[record] as number,
    }
  }
}
