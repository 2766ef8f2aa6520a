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
  /** What every computer gets that is not listed; null where only hosts restrict RPC. */
  readonly estateRange: RpcChoice | null
  /** Hosts whose range differs from the estate's, by range. */
  readonly hostRanges: readonly RpcHosts[]
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
  const own = [...estate.hosts.values()].flatMap(({ name, os, members, firewall }) => {
    const choice = members === null && isWindows(os) ? choiceOf(firewall) : null
    return choice === null || keyOf(choice) === usual ? [] : [{ name, choice }]
  })
  const groups = [...Map.groupBy(own, ({ choice }) => keyOf(choice))].sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    estate: estate.name,
    estateRange,
    hostRanges: groups.map(([, group]) => ({
      ...(group[0] as (typeof group)[number]).choice,
      hosts: group.map(({ name }) => name).sort(),
    })),
  }
}
