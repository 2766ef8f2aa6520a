// SPDX-License-Identifier: MIT

import { IPV4_MAX, IPV6_MAX } from '../formats/address/ip.ts'
import type { Range } from '../formats/address/range.ts'
import type { Value } from './line.ts'

/**
 * What tells packets apart, in the order in which a set asks: what has few values and decides what follows comes first,
 * what most rules share comes last. Local and remote addresses have a line of their own in each family.
 */
export const DIMENSIONS = [
  'direction',
  'family',
  'protocol',
  'icmp',
  'localPorts',
  'remotePorts',
  'remoteAddresses',
  'localAddresses',
  'program',
  'service',
  'condition',
  'profiles',
  'interfaceTypes',
] as const

export type Dimension = (typeof DIMENSIONS)[number]
export type Family = 4 | 6
export const FAMILIES: readonly Family[] = [4, 6]

/** A dimension of words alone has one number, which stands for every other word. */
const OTHER = { first: 0, last: 0 }
const WHOLE: Readonly<Record<Exclude<Dimension, 'remoteAddresses' | 'localAddresses'>, Range<Value>>> = {
  direction: { first: 0, last: 1 },
  family: { first: 0, last: 1 },
  protocol: { first: 0, last: 255 },
  condition: OTHER,
  service: OTHER,
  program: OTHER,
  /** Type × 256 + code. */
  icmp: { first: 0, last: 65_535 },
  localPorts: { first: 0, last: 65_535 },
  remotePorts: { first: 0, last: 65_535 },
  profiles: { first: 0, last: 2 },
  interfaceTypes: OTHER,
}

/** Every number of a dimension. */
export const wholeOf = (dimension: Dimension, family: Family): Range<Value> =>
  dimension === 'remoteAddresses' || dimension === 'localAddresses'
    ? family === 4
      ? { first: 0, last: IPV4_MAX }
      : { first: 0n, last: IPV6_MAX }
    : WHOLE[dimension]
