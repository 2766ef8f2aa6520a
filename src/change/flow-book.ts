// SPDX-License-Identifier: MIT
import type { EndRecord, FlowRecord } from '../flows/flow-record.ts'
import type { PartyRecord } from '../flows/party-record.ts'
import {
  type AddressSet,
  ANY_ADDRESS,
  isAnyAddress,
  NO_ADDRESS,
  parseAddresses,
  unionAddresses,
} from '../formats/address/address-set.ts'
import { parsePorts } from '../formats/port/port-set.ts'
import type { Change } from '../packets/change.ts'
import { meets } from './range-search.ts'

export interface FlowBook {
  /** Of the flows that the rules of a change come from, those that its packets belong to. */
  readonly of: (change: Change, ids: Iterable<string>) => readonly FlowRecord[]
}

/** The flows of an estate by id, and who is at their ends. */
export const flowBook = (flows: readonly FlowRecord[], parties: readonly PartyRecord[]): FlowBook => {
  const byId = new Map(flows.map((flow) => [flow.id, flow]))
  const addressesOf = new Map(
    parties.map(({ name, addresses }) => [name.toLowerCase(), parseAddresses(addresses, true) ?? NO_ADDRESS]),
  )
  const ends = new Map<EndRecord, AddressSet>()
  const endOf = (end: EndRecord): AddressSet => {
    const known = ends.get(end)
    if (known !== undefined) return known
    const named = [...(end.hosts ?? []), ...(end.clients ?? [])].map((name) => addressesOf.get(name.toLowerCase()))
    const set =
      end.any !== undefined || named.includes(undefined)
        ? ANY_ADDRESS
        : unionAddresses(
            [...named, parseAddresses(end.addresses ?? [], true) ?? NO_ADDRESS].map((one) => one ?? NO_ADDRESS),
          )
    ends.set(end, set)
    return set
  }
  const isOf = (change: Change, remote: AddressSet | null, flow: FlowRecord): boolean => {
    if (remote !== null) {
      const end = endOf(change.direction === 'in' ? flow.from : flow.to)
      if (!isAnyAddress(end) && !meets(end, remote)) return false
    }
    return portsMeet(flow, change)
  }
  return {
    of: (change, ids) => {
      const all = [...new Set(ids)].flatMap((id) => byId.get(id) ?? [])
      const remote = change.remoteAddresses.length === 0 ? null : parseAddresses(change.remoteAddresses, true)
      const some = all.filter((flow) => isOf(change, remote, flow))
      return some.length === 0 ? all : some
    },
  }
}

/** Ports of flows are numbers, but for dynamic RPC, which listens wherever it likes. */
const portsMeet = ({ ports }: FlowRecord, change: Change): boolean => {
  const own = ports.map(parsePorts)
  const asked = [...change.ports, ...(change.localPorts ?? []), ...(change.remotePorts ?? [])].map(parsePorts)
  if (own.includes(null) || asked.includes(null) || own.length === 0 || asked.length === 0) return true
  return own.some((one) =>
    asked.some((other) => one !== null && other !== null && one.first <= other.last && other.first <= one.last),
  )
}
