// SPDX-License-Identifier: MIT
import type { Direction } from '../rule/rule.ts'
import type { WfpCondition, WfpFilter } from './filter.ts'
import { type FilterOwner, filterOf } from './filter-of.ts'
import { WEIGHT } from './filter-weight.ts'
import { type Family, LAYERS } from './layers.ts'
import { equals } from './number-conditions.ts'
import { FWP_CONDITION_FLAG_IS_LOOPBACK } from './types.ts'

interface Exemption {
  readonly id: string
  readonly name: string
  readonly directions: readonly Direction[]
  readonly families: readonly Family[]
  readonly conditions: readonly WfpCondition[]
}

const both: readonly Direction[] = ['in', 'out']

const udp = (local: number, remote: number): readonly WfpCondition[] => [
  equals('FWPM_CONDITION_IP_PROTOCOL', 'FWP_UINT8', 17),
  equals('FWPM_CONDITION_IP_LOCAL_PORT', 'FWP_UINT16', local),
  equals('FWPM_CONDITION_IP_REMOTE_PORT', 'FWP_UINT16', remote),
]

const icmp = (protocol: number, types: readonly number[]): readonly WfpCondition[] => [
  equals('FWPM_CONDITION_IP_PROTOCOL', 'FWP_UINT8', protocol),
  ...types.map((type) => equals('FWPM_CONDITION_IP_LOCAL_PORT', 'FWP_UINT16', type)),
]

/** Without these a machine that blocks by default loses its own address or its neighbours. RFC 792, RFC 4443, RFC 4861. */
const EXEMPTIONS: readonly Exemption[] = [
  {
    id: 'loopback',
    name: 'Loopback',
    directions: both,
    families: ['v4', 'v6'],
    conditions: [
      {
        field: 'FWPM_CONDITION_FLAGS',
        match: 'FWP_MATCH_FLAGS_ALL_SET',
        value: { type: 'FWP_UINT32', value: `${FWP_CONDITION_FLAG_IS_LOOPBACK}` },
      },
    ],
  },
  { id: 'dhcp', name: 'DHCP client', directions: both, families: ['v4'], conditions: udp(68, 67) },
  { id: 'dhcpv6', name: 'DHCPv6 client', directions: both, families: ['v6'], conditions: udp(546, 547) },
  {
    id: 'neighbour',
    name: 'Neighbour solicitation and advertisement',
    directions: both,
    families: ['v6'],
    conditions: icmp(58, [135, 136]),
  },
  {
    id: 'router-solicitation',
    name: 'Router solicitation',
    directions: ['out'],
    families: ['v6'],
    conditions: icmp(58, [133]),
  },
  {
    id: 'router-advertisement',
    name: 'Router advertisement',
    directions: ['in'],
    families: ['v6'],
    conditions: icmp(58, [134]),
  },
  { id: 'icmp-errors', name: 'ICMP errors', directions: ['in'], families: ['v4'], conditions: icmp(1, [3, 11]) },
  {
    id: 'icmpv6-errors',
    name: 'ICMPv6 errors',
    directions: ['in'],
    families: ['v6'],
    conditions: icmp(58, [1, 2, 3, 4]),
  },
]

/** A block of the lowest weight at each layer, and the permits over it. The permits are soft: they lift this block only. */
export const defaultBlock = (owner: FilterOwner): readonly WfpFilter[] =>
  LAYERS.flatMap((layer) => [
    ...EXEMPTIONS.filter(
      ({ directions, families }) => directions.includes(layer.direction) && families.includes(layer.family),
    ).map(({ id, name, conditions }) =>
      filterOf(owner, {
        name: `Portwright exemption: ${name}`,
        description: 'Exempt from the default block of this sublayer.',
        layer: layer.name,
        weight: WEIGHT.exempt,
        action: 'FWP_ACTION_PERMIT',
        hard: false,
        conditions,
        data: { exempt: id },
      }),
    ),
    filterOf(owner, {
      name: 'Portwright default block',
      description: 'Blocks what no other filter of this sublayer permits.',
      layer: layer.name,
      weight: WEIGHT.defaultBlock,
      action: 'FWP_ACTION_BLOCK',
      hard: false,
      conditions: [],
      data: { default: 'block' },
    }),
  ])
