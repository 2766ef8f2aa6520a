// SPDX-License-Identifier: MIT
import type { Catalog } from '../catalog/catalog-flow.ts'
import { getOrInsert } from '../collections/get-or-insert.ts'
import type { Estate } from '../estate/estate.ts'
import type { Flow, FlowEnd } from '../flows/flow.ts'
import type { Party } from '../flows/party.ts'
import { defaultDynamicRange } from '../flows/usual-range.ts'
import { type AddressSet, isAnyAddress, isEmptyAddressSet } from '../formats/address/address-set.ts'
import type { Range } from '../formats/address/range.ts'
import { parsePorts } from '../formats/port/port-set.ts'
import { ICMP4, ICMP6, TCP, UDP } from '../formats/traffic-log/log-row.ts'
import { dynamicRange, firewallOf } from '../rules/dynamic-range.ts'
import { alikePlaces } from './alike-places.ts'
import { holdsAddress, type Place } from './place.ts'

/** What a packet opens: who calls whom on what. Of ICMP the port is the type. */
export interface Call {
  readonly from: Place
  readonly to: Place
  readonly protocol: number
  readonly port: number
  /** The caller's, where ports alone have to tell who called: dynamic RPC is called from a port of the same kind. */
  readonly fromPort?: number
}

export interface FlowCover {
  /** Every flow that the packet belongs to. */
  readonly covering: (call: Call) => readonly Flow[]
  /** Flows on a port, whoever the ends are. */
  readonly onPort: (protocol: number, port: number, to: Place) => readonly Flow[]
  /** Flows whose printed port is the sender's, as of TFTP's answers. */
  readonly answering: (from: Place, to: Place, protocol: number, fromPort: number) => readonly Flow[]
  /** Whether a packet from that port may be one of them. */
  readonly mayAnswer: (protocol: number, fromPort: number, toPort: number) => boolean
  /** Whether a flow names the place as a listener on that port; one of the ports that callers have too is not named. */
  readonly isNamed: (protocol: number, port: number, place: Place) => boolean
  readonly calls: (flow: Flow, place: Place) => boolean
  readonly isCalled: (flow: Flow, place: Place) => boolean
}

/** Whom an end means, ready to be asked about one address. */
interface EndCover {
  readonly parties: ReadonlySet<Party>
  /** Addresses of the user's own. */
  readonly named: AddressSet | null
  /** Everybody. */
  readonly isAny: boolean
  /** Who stands for anybody on the internet; an address of the estate is not there. */
  readonly isInternet: boolean
}

const endCover = (end: FlowEnd, catalog: Catalog): EndCover => {
  const everywhere = !isEmptyAddressSet(end.named) && isAnyAddress(end.named)
  const words = end.any?.split(', ') ?? []
  const isAny =
    everywhere && (words.includes('any') || !words.some((word) => catalog.roles.get(word)?.anywhere === true))
  return {
    parties: new Set(end.parties),
    named: everywhere || isEmptyAddressSet(end.named) ? null : end.named,
    isAny,
    isInternet: (everywhere && !isAny) || end.parties.some(({ addresses }) => isAnyAddress(addresses)),
  }
}

/** Before Windows Vista dynamic ports began here. */
const FIRST_DYNAMIC = 1025

/** Ports of flows that a packet is looked up by. */
interface Service {
  readonly single: Map<number, Flow[]>
  readonly ranges: { readonly range: Range<number>; readonly flow: Flow }[]
  readonly dynamic: Flow[]
}

const NONE: readonly Flow[] = []
const MOST_ANSWERS = 16_384
/** More than there are places that differ to flows: two of their numbers make one. */
const MOST_PLACES = 2 ** 26
/** What a packet from a port may be: no answer, one, or one to a high port. */
const ANSWER = { none: 0, any: 1, dynamic: 2 } as const

type Services = Map<number, Service>

const typesOf = (flow: Flow, protocol: number): readonly string[] =>
  flow.icmp === null ? [protocol === ICMP4 ? '8:*' : '128:*'] : protocol === ICMP4 ? flow.icmp.v4 : flow.icmp.v6

/** Puts a flow where a packet on one of its ports finds it; of ICMP the port is the type. */
const index = (services: Services, flow: Flow): void => {
  const serviceOf = (protocol: number): Service =>
    getOrInsert(services, protocol, () => ({ single: new Map<number, Flow[]>(), ranges: [], dynamic: [] }))
  const onSingle = (protocol: number, port: number): void =>
    void getOrInsert(serviceOf(protocol).single, port, () => [] as Flow[]).push(flow)
  if (flow.protocol === 'icmp') {
    for (const protocol of [ICMP4, ICMP6])
      for (const type of typesOf(flow, protocol)) onSingle(protocol, Number.parseInt(type, 10))
    return
  }
  const protocol = flow.protocol === 'tcp' ? TCP : UDP
  for (const port of flow.ports) {
    const range = port === 'dynamic' ? null : parsePorts(port)
    if (range === null) serviceOf(protocol).dynamic.push(flow)
    else if (range.last - range.first < 16)
      for (let one = range.first; one <= range.last; one++) onSingle(protocol, one)
    else serviceOf(protocol).ranges.push({ range, flow })
  }
}

/** Answers which flows a packet belongs to. */
export const flowCover = (
  estate: Estate,
  catalog: Catalog,
  parties: readonly Party[],
  flows: readonly Flow[],
): FlowCover => {
  const covers = new Map<FlowEnd, EndCover>()
  const coverOf = (end: FlowEnd): EndCover => getOrInsert(covers, end, () => endCover(end, catalog))
  const services: Services = new Map()
  const answers: Services = new Map()
  for (const flow of flows) index(flow.entry?.answers === true ? answers : services, flow)
  /** Those of a port that is written down. */
  const fixed: Services = new Map([...services].map(([protocol, service]) => [protocol, { ...service, dynamic: [] }]))

  const dynamic = new Map<Party, readonly Range<number>[]>()
  const parse = (texts: readonly string[]): readonly Range<number>[] =>
    texts.flatMap((text) => text.split(' ')).flatMap((text) => parsePorts(text) ?? [])
  const usual = parse([defaultDynamicRange(null)])
  const byName = new Map(parties.flatMap((party) => (party.kind === 'host' ? [[party.name, party] as const] : [])))
  /** Of a name the ranges of those who serve it. */
  const rangesOf = (party: Party): readonly Range<number>[] => {
    const servers = (party.host?.members ?? []).flatMap((name) => byName.get(name) ?? [])
    return parse((servers.length === 0 ? [party] : servers).flatMap((server) => dynamicRange(estate, server)))
  }
  /** The numbers behind dynamic RPC at whoever is called. */
  const dynamicAt = ({ host, groups }: Place): readonly Range<number>[] => {
    const party = host ?? groups[0]
    return party === undefined ? usual : getOrInsert(dynamic, party, () => rangesOf(party))
  }
  const isIn = (ranges: readonly Range<number>[], port: number): boolean =>
    ranges.some(({ first, last }) => port >= first && port <= last)
  const passing = new Map<string | null, readonly Range<number>[]>()
  /** Whether Windows takes such a port for a call that goes out. */
  const isPassing = ({ host, groups }: Place, port: number): boolean => {
    const os = host?.host?.os ?? groups[0]?.group?.os ?? null
    return isIn(
      getOrInsert(passing, os, () => parse([defaultDynamicRange(os)])),
      port,
    )
  }

  const onPort = (protocol: number, port: number, listener: Place, all: Services = services): readonly Flow[] => {
    const service = all.get(protocol)
    if (service === undefined) return []
    const found = [...(service.single.get(port) ?? [])]
    for (const { range, flow } of service.ranges) if (port >= range.first && port <= range.last) found.push(flow)
    if (service.dynamic.length > 0 && isIn(dynamicAt(listener), port)) found.push(...service.dynamic)
    return found
  }

  const answerPorts = new Map<number, Uint8Array>()
  /** By the sender's port; each UDP packet of a log asks. */
  const answersFrom = (protocol: number): Uint8Array => {
    const { single, ranges, dynamic: dynamicOnes } = answers.get(protocol) as Service
    const ports = new Uint8Array(65_536)
    // Whoever asked has a high port as well.
    if (dynamicOnes.length > 0) ports.fill(ANSWER.dynamic, FIRST_DYNAMIC)
    for (const { range } of ranges) ports.fill(ANSWER.any, range.first, range.last + 1)
    for (const port of single.keys()) ports[port] = ANSWER.any
    return ports
  }

  const isMeant = ({ named, isAny, isInternet }: EndCover, place: Place): boolean =>
    isAny || (isInternet && place.isInternet) || (named !== null && holdsAddress(named, place.address))

  /** Rules of who is called let the whole network of a group in, hosts in it too; where a host's own rules let out, they decide. */
  const calls = (flow: Flow, place: Place): boolean => {
    const end = coverOf(flow.from)
    if (isMeant(end, place) || (place.host !== null && end.parties.has(place.host))) return true
    const isOwn = place.host?.firewall === true && firewallOf(estate, place.host).direction === 'both'
    return !isOwn && place.groups.some((group) => end.parties.has(group))
  }

  /** Whoever has the address answers by his own rules: a host is no member of the group around it. */
  const isCalled = (flow: Flow, place: Place): boolean => {
    const end = coverOf(flow.to)
    if (isMeant(end, place)) return true
    return place.host === null ? place.groups.some((group) => end.parties.has(group)) : end.parties.has(place.host)
  }

  const isJoined = (flow: Flow, from: Place, to: Place): boolean => isCalled(flow, to) && calls(flow, from)

  const find = ({ from, to, protocol, port }: Call, mayBeDynamic: boolean): readonly Flow[] => {
    const service = services.get(protocol)
    if (service === undefined) return NONE
    const among = [
      ...(service.single.get(port) ?? []),
      ...service.ranges.filter(({ range }) => port >= range.first && port <= range.last).map(({ flow }) => flow),
      ...(mayBeDynamic && service.dynamic.length > 0 && isIn(dynamicAt(to), port) ? service.dynamic : []),
    ]
    const found = new Set(among.filter((flow) => isJoined(flow, from, to)))
    return found.size === 0 ? NONE : [...found]
  }

  const namedSets = (): readonly AddressSet[] =>
    flows.flatMap(({ from, to }) => [coverOf(from), coverOf(to)]).flatMap(({ named }) => named ?? [])
  let alike: ((place: Place) => number) | null = null
  /** Answers that came up, by a number for both ends and one for the service; forgotten where they are many. */
  const answered = new Map<number, Map<number, readonly Flow[]>>()
  let size = 0

  return {
    calls,
    isCalled,
    onPort: (protocol, port, to) => onPort(protocol, port, to),
    isNamed: (protocol, port, place) =>
      onPort(protocol, port, place, isPassing(place, port) ? fixed : services).some(
        (flow) => flow.protocol !== 'icmp' && isCalled(flow, place),
      ),
    answering: (from, to, protocol, fromPort) =>
      onPort(protocol, fromPort, from, answers).filter((flow) => isCalled(flow, to) && calls(flow, from)),
    mayAnswer: (protocol, fromPort, toPort) => {
      if (!answers.has(protocol)) return false
      const answer = getOrInsert(answerPorts, protocol, () => answersFrom(protocol))[fromPort] as number
      return answer === ANSWER.any || (answer === ANSWER.dynamic && toPort >= FIRST_DYNAMIC)
    },
    covering: (call) => {
      const { from, to, protocol, port, fromPort } = call
      if (from.address === to.address || (from.host !== null && from.host === to.host)) return NONE
      alike ??= alikePlaces(namedSets())
      if (size >= MOST_ANSWERS) {
        answered.clear()
        size = 0
      }
      const byService = getOrInsert(
        answered,
        alike(from) * MOST_PLACES + alike(to),
        () => new Map<number, readonly Flow[]>(),
      )
      const mayBeDynamic = fromPort === undefined || !isPassing(to, port) || isPassing(from, fromPort)
      const service = (protocol * 65_536 + port) * 2 + (mayBeDynamic ? 1 : 0)
      let found = byService.get(service)
      if (found === undefined) {
        size++
        found = find(call, mayBeDynamic)
        byService.set(service, found)
      }
      return found
    },
  }
}
