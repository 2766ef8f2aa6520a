// SPDX-License-Identifier: MIT
import type { AddressSet } from '../address/address-set.ts'
import { formatIPv4, formatIPv6, IPV4_MAX, IPV6_MAX } from '../address/ip.ts'
import type { Range } from '../address/range.ts'
import type { WfpCondition, WfpValue } from './filter.ts'
import type { Family } from './layers.ts'

/** The addresses of one family as alternatives on one field; none where they are the whole family. */
export const addressConditions = (field: string, set: AddressSet, family: Family): readonly WfpCondition[] => {
  const values = family === 'v4' ? set.v4.map(v4Value) : set.v6.map(v6Value)
  return values.flatMap((value) =>
    value === null
      ? []
      : [{ field, match: value.type === 'FWP_RANGE_TYPE' ? 'FWP_MATCH_RANGE' : 'FWP_MATCH_EQUAL', value }],
  )
}

const v4Value = ({ first, last }: Range<number>): WfpValue | null => {
  if (first === 0 && last === IPV4_MAX) return null
  if (first === last) return { type: 'FWP_UINT32', value: formatIPv4(first) }
  const size = last - first + 1
  if (Number.isInteger(Math.log2(size)) && first % size === 0) {
    return { type: 'FWP_V4_ADDR_MASK', value: `${formatIPv4(first)}/${formatIPv4(IPV4_MAX - size + 1)}` }
  }
  return { type: 'FWP_RANGE_TYPE', of: 'FWP_UINT32', value: `${formatIPv4(first)}-${formatIPv4(last)}` }
}

const v6Value = ({ first, last }: Range<bigint>): WfpValue | null => {
  if (first === 0n && last === IPV6_MAX) return null
  if (first === last) return { type: 'FWP_BYTE_ARRAY16_TYPE', value: formatIPv6(first) }
  const size = last - first + 1n
  if ((size & (size - 1n)) === 0n && first % size === 0n) {
    return { type: 'FWP_V6_ADDR_MASK', value: `${formatIPv6(first)}/${129 - size.toString(2).length}` }
  }
  return { type: 'FWP_RANGE_TYPE', of: 'FWP_BYTE_ARRAY16_TYPE', value: `${formatIPv6(first)}-${formatIPv6(last)}` }
}
