// SPDX-License-Identifier: MIT
import { getOrInsert } from '../../collections/get-or-insert.ts'
import type { Flow, FlowEnd } from '../../flows/flow.ts'
import type { Party } from '../../flows/party.ts'
import { defaultDynamicRange } from '../../flows/usual-range.ts'
import {
  type AddressSet,
  addressesCover,
  intersectAddresses,
  isAnyAddress,
  isEmptyAddressSet,
  NO_ADDRESS,
  subtractAddresses,
  unionAddresses,
} from '../../formats/address/address-set.ts'
import { ICMP4_NAMES, ICMP6_NAMES } from '../../formats/aerleon/icmp-types.ts'
import type { Loss } from '../../formats/rule/loss.ts'
import { isSourcePort } from '../../rules/draft-rules.ts'
import type { EstateFlows } from '../target.ts'
import { type TokenTable, tokenTable } from './tokens.ts'

/** A term of an include, its networks still as references into the table of tokens. */
export interface Term {
  readonly key: string
  readonly text: string
  readonly flow: Flow
  readonly protocol: 'tcp' | 'udp' | 'icmp' | 'icmpv6'
  readonly source: readonly string[]
  readonly destination: readonly string[]
  readonly sourcePorts: readonly string[]
  readonly destinationPorts: readonly string[]
  readonly icmpTypes: readonly string[]
}

export interface Terms {
  readonly terms: readonly Term[]
  readonly table: TokenTable
  readonly losses: readonly Loss[]
}

type Ends = Pick<FlowEnd, 'parties' | 'named'>

/** Who is on one side of a flow and has the same dynamic ports. */
interface Side extends Ends {
  readonly range: readonly string[]
}

const ECHO = { v4: ['8:*'], v6: ['128:*'] }
type Family = 'v4' | 'v6'

/** What the flows are as terms: a flow is one, or several where its listeners' dynamic ranges or its families of ICMP differ. */
export const termsOf = ({ flows, parties }: EstateFlows): Terms => {
  const table = tokenTable()
  const losses: Loss[] = []
  const terms = flows.flatMap((flow) => {
    const found = flowLosses(flow)
    losses.push(...found)
    return found.length > 0 ? [] : flowTerms(flow, table, parties)
  })
  return { terms, table, losses }
}

const flowLosses = (flow: Flow): readonly Loss[] => {
  const keywords = [...flow.from.addresses.keywords, ...flow.to.addresses.keywords]
  const types = [
    ...(flow.icmp?.v4 ?? []).filter((type) => nameOf(type, 'v4') === null),
    ...(flow.icmp?.v6 ?? []).filter((type) => nameOf(type, 'v6') === null),
  ]
  return [
    ...keywords.map((word) => ({
      rule: flow.id,
      field: 'addresses',
      reason: `only the computer itself knows what ${word} is; name the addresses in the estate`,
    })),
    ...types.map((type) => ({ rule: flow.id, field: 'icmpTypes', reason: `Aerleon has no name for type ${type}` })),
  ]
}

const nameOf = (type: string, family: Family): string | null => {
  const [number, code] = type.split(':')
  const names = Object.entries(family === 'v4' ? ICMP4_NAMES : ICMP6_NAMES)
  return code === '*' ? (names.find(([, value]) => String(value) === number)?.[0] ?? null) : null
}

const flowTerms = (flow: Flow, table: TokenTable, parties: readonly Party[]): readonly Term[] => {
  const make = (part: string, from: Ends, to: Ends, more: Partial<Term> & Pick<Term, 'protocol'>): readonly Term[] => {
    if (!haveCommonFamily(from, to)) return []
    const source = references(table, from, flow.from)
    const destination = references(table, to, flow.to)
    if (source.length === 0 || destination.length === 0) return []
    return [
      {
        key: `${flow.id}|${part}`,
        text: `${shortId(flow)} ${part}`.trimEnd(),
        flow,
        source,
        destination,
        sourcePorts: [],
        destinationPorts: [],
        icmpTypes: [],
        ...more,
      },
    ]
  }
  const { from, to, protocol, ports } = flow
  if (protocol === 'icmp')
    return (['v4', 'v6'] as const).flatMap((family) => {
      const types = (flow.icmp ?? ECHO)[family].map((type) => nameOf(type, family)).filter((name) => name !== null)
      return types.length === 0 || !hasFamily(from, to, family)
        ? []
        : make(family, from, to, { protocol: family === 'v4' ? 'icmp' : 'icmpv6', icmpTypes: types })
    })
  if (!hasFamily(from, to, 'v4') && !hasFamily(from, to, 'v6')) return []
  const services = (range: readonly string[]): readonly string[] =>
    ports.flatMap((port) => (port === 'dynamic' ? range : [port])).map((port) => table.service(protocol, port))
  const cut = (end: FlowEnd, range: RangeKind): readonly Side[] =>
    ports.includes('dynamic') ? sidesOf(end, parties, range) : [{ ...end, range: [] }]
  const partOf = (sides: readonly Side[], { range }: Side): string => (sides.length === 1 ? '' : range.join(' '))
  if (isSourcePort(flow)) {
    const senders = cut(from, 'ephemeralRange')
    return senders.flatMap((side) =>
      make(partOf(senders, side), side, to, { protocol, sourcePorts: services(side.range) }),
    )
  }
  const listeners = cut(to, 'dynamicRange')
  return listeners.flatMap((side) =>
    make(partOf(listeners, side), from, side, { protocol, destinationPorts: services(side.range) }),
  )
}

/** The product is the same in every flow of the catalogue. */
const shortId = ({ id, entry }: Flow): string => (entry === null ? id : id.slice(entry.product.length + 1))

const hasFamily = (from: FlowEnd, to: FlowEnd, family: Family): boolean =>
  from.addresses[family].length > 0 && to.addresses[family].length > 0

/** Without one no packet can be between them, and Aerleon warns of such a term. */
const haveCommonFamily = (from: Ends, to: Ends): boolean =>
  (['v4', 'v6'] as const).some((family) =>
    [from, to].every(({ parties, named }) =>
      [named, ...parties.map(({ addresses }) => addresses)].some((set) => set[family].length > 0),
    ),
  )

/** What a term names of an end: a network a party, and one for addresses without a party. Any address holds all others. */
const references = (table: TokenTable, { parties, named }: Ends, whole: FlowEnd): readonly string[] => {
  const all = isAnyAddress(named) ? [] : parties.map((party) => table.network(party.name, party.addresses, true))
  const word = whole.any ?? 'addresses'
  const rest = table.network(addressesCover(named, whole.named) ? word : `${word} others`, named)
  return [...new Set([...all, rest])].filter((one) => one !== null)
}

/** Ports of dynamic RPC where a party answers, or those that its system takes for answers of its own. */
type RangeKind = 'dynamicRange' | 'ephemeralRange'

/** Parties by their ranges; addresses that are named without a party are those of the parties that lie in them, and of nobody else. */
const sidesOf = (end: Ends, all: readonly Party[], kind: RangeKind): readonly Side[] => {
  const groups = new Map<string, { range: readonly string[]; parties: Party[]; named: AddressSet }>()
  const groupOf = (range: readonly string[]) =>
    getOrInsert(groups, range.join(' '), () => ({ range, parties: [] as Party[], named: NO_ADDRESS }))
  const add = (range: readonly string[], addresses: AddressSet): void => {
    const group = groupOf(range)
    group.named = unionAddresses([group.named, addresses])
  }
  for (const party of end.parties) groupOf(party[kind]).parties.push(party)
  let rest = end.named
  for (const party of isAnyAddress(rest) ? [] : all) {
    const part = intersectAddresses(party.addresses, end.named)
    if (isEmptyAddressSet(part)) continue
    rest = subtractAddresses(rest, part)
    if (addressesCover(part, party.addresses)) groupOf(party[kind]).parties.push(party)
    else add(party[kind], part)
  }
  if (!isEmptyAddressSet(rest)) add([defaultDynamicRange(null)], rest)
  return [...groups.values()]
}
