// SPDX-License-Identifier: MIT
import type { Estate, HostFirewall, RpcRange } from '../../estate/estate.ts'
import { isWindows } from '../../flows/party.ts'
import { formatPortSet } from '../../formats/port/port-set.ts'
import type { RegistryValue } from '../../formats/rule/registry-value.ts'
import { rpcRegistry } from '../../rules/rpc-registry.ts'

/** A range for dynamic RPC: its ports as text, what inbound rules open, and the values that make it so. */
export interface RpcChoice {
  readonly ports: readonly string[]
  readonly rules: RpcRange['rules']
  readonly registry: readonly RegistryValue[]
}

export interface RpcHosts extends RpcChoice {
  /** Lower case, in their order. */
  readonly hosts: readonly string[]
}

export interface RpcUnitInput {
  readonly estate: string
  /** The range of the estate; null where only hosts or client groups have one of their own. */
  readonly estateRange: RpcChoice | null
  /** Whether the estate's range is for computers that are not listed too: those of a client group. */
  readonly forOthers: boolean
  /** Hosts by their range, those of the estate's range too unless it is for all that are not listed. */
  readonly hostRanges: readonly RpcHosts[]
  /** Hosts that keep Windows' own range though computers that are not listed are restricted. Lower case. */
  readonly unrestricted: readonly string[]
  /** Ranges of client groups of their own, whose computers no list names. */
  readonly groupRanges: readonly RpcChoice[]
}

const choiceOf = (firewall: HostFirewall): RpcChoice | null =>
  firewall.rpc === null
    ? null
    : { ports: formatPortSet(firewall.rpc.ports), rules: firewall.rpc.rules, registry: rpcRegistry(firewall) }

const keyOf = ({ ports, rules }: RpcChoice): string => JSON.stringify([ports, rules])

/** Names that several hosts serve run no script, and what is not Windows has no such values. */
export const rpcInputOf = (estate: Estate): RpcUnitInput => {
  const estateRange = choiceOf(estate.firewall)
  const usual = estateRange === null ? '' : keyOf(estateRange)
  const groups = [...estate.clients.values()].flatMap(({ firewall }) => choiceOf(firewall) ?? [])
  const forOthers = groups.some((choice) => keyOf(choice) === usual)
  const hosts = [...estate.hosts.values()]
    .filter(({ os, members, managed }) => members === null && managed && isWindows(os))
    .map(({ name, firewall }) => ({ name, choice: choiceOf(firewall) }))
  const listed = hosts.flatMap(({ name, choice }) =>
    choice === null || (forOthers && keyOf(choice) === usual) ? [] : [{ name, choice }],
  )
  const ranges = [...Map.groupBy(listed, ({ choice }) => keyOf(choice))].sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    estate: estate.name,
    estateRange,
    forOthers,
    hostRanges: ranges.map(([, group]) => ({
      ...(group[0] as (typeof group)[number]).choice,
      hosts: group.map(({ name }) => name).sort(),
    })),
    unrestricted: forOthers ? hosts.flatMap(({ name, choice }) => (choice === null ? [name] : [])).sort() : [],
    groupRanges: groups.filter((choice) => keyOf(choice) !== usual),
  }
}
