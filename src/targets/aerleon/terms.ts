// SPDX-License-Identifier: MIT
import type { Flow, FlowEnd } from '../../flows/flow.ts'
import type { Party } from '../../flows/party.ts'
import { defaultDynamicRange } from '../../flows/usual-range.ts'
import { ICMP4_NAMES, ICMP6_NAMES } from '../../formats/aerleon/icmp-types.ts'
import {
  type AddressSet,
  intersectAddresses,
  isAnyAddress,
  isEmptyAddressSet,
  NO_ADDRESS,
  subtractAddresses,
  unionAddresses,
} from '../../formats/address/address-set.ts'
import type { Loss } from '../../formats/rule/loss.ts'
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

/** Who answers a flow where dynamic RPC has the same ports. */
interface Listeners {
  readonly range: readonly string[]
  readonly parties: readonly Party[]
  readonly named: AddressSet
}

const ECHO = { v4: ['8:*'], v6: ['128:*'] }
type Family = 'v4' | 'v6'

/** A row whose printed port is the sender's answers a request; a stateful firewall lets it through anyhow. */
const isSendersPort = (flow: Flow): boolean => flow.entry?.answers ?? false

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
  const source = references(table, flow.from.parties, flow.from.named, flow.from.any)
  const make = (part: string, to: Omit<Listeners, 'range'>, more: Partial<Term> & Pick<Term, 'protocol'>): readonly Term[] => {
    const destination = references(table, to.parties, to.named, flow.to.any)
    if (source.length === 0 || destination.length === 0) return []
    return [
      {
        key: `${flow.id}|${part}`,
        text: part === '' ? flow.id : `${flow.id} ${part}`,
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
  const { protocol } = flow
  if (protocol === 'icmp')
    return (['v4', 'v6'] as const).flatMap((family) => {
      const types = (flow.icmp ?? ECHO)[family].map((type) => nameOf(type, family)).filter((name) => name !== null)
      if (types.length === 0 || flow.from.addresses[family].length === 0 || flow.to.addresses[family].length === 0)
        return []
      return make(family, flow.to, { protocol: family === 'v4' ? 'icmp' : 'icmpv6', icmpTypes: types })
    })
  if (!shareFamily(flow.from, flow.to)) return []
  const services = (ports: readonly string[]): readonly string[] => ports.map((port) => table.service(protocol, port))
  if (isSendersPort(flow)) return make('', flow.to, { protocol, sourcePorts: services(flow.ports) })
  if (!flow.ports.includes('dynamic')) return make('', flow.to, { protocol, destinationPorts: services(flow.ports) })
  const listeners = listenersOf(flow.to, parties)
  return listeners.flatMap((listener) => {
    const { range } = listener
    const ports = flow.ports.flatMap((port) => (port === 'dynamic' ? range : [port]))
    return make(listeners.length === 1 ? '' : range.join(' '), listener, { protocol, destinationPorts: services(ports) })
  })
}

const shareFamily = (from: FlowEnd, to: FlowEnd): boolean =>
  (['v4', 'v6'] as const).some((family) => from.addresses[family].length > 0 && to.addresses[family].length > 0)

/** What a term names on one side: a network a party, and one for addresses without a party. Any address holds all others. */
const references = (
  table: TokenTable,
  parties: readonly Party[],
  named: AddressSet,
  word: string | null,
): readonly string[] => {
  const all = isAnyAddress(named) ? [] : parties.map((party) => table.network(party.name, party.addresses))
  return [...new Set([...all, table.network(word ?? 'addresses', named)])].filter((one) => one !== null)
}

/** Parties by their ranges; addresses that are named without a party are those of the parties that lie in them, and of nobody else. */
const listenersOf = (to: FlowEnd, all: readonly Party[]): readonly Listeners[] => {
  const groups = new Map<string, { range: readonly string[]; parties: Party[]; named: AddressSet }>()
  const groupOf = (range: readonly string[]) => {
    const key = range.join(' ')
    const known = groups.get(key)
    if (known !== undefined) return known
    const group = { range, parties: [] as Party[], named: NO_ADDRESS }
    groups.set(key, group)
    return group
  }
  for (const party of to.parties) groupOf(party.dynamicRange).parties.push(party)
  let rest = to.named
  if (!isAnyAddress(rest))
    for (const party of all) {
      const part = intersectAddresses(party.addresses, to.named)
      if (isEmptyAddressSet(part)) continue
      rest = subtractAddresses(rest, part)
      const group = groupOf(party.dynamicRange)
      group.named = unionAddresses([group.named, part])
    }
  if (!isEmptyAddressSet(rest)) {
    const group = groupOf([defaultDynamicRange(null)])
    group.named = unionAddresses([group.named, rest])
  }
  return [...groups.values()]
}
