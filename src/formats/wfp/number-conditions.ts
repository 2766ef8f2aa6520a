// SPDX-License-Identifier: MIT
import type { Range } from '../address/range.ts'
import type { WfpCondition } from './filter.ts'

export const equals = (field: string, type: string, value: string | number): WfpCondition => ({
  field,
  match: 'FWP_MATCH_EQUAL',
  value: { type, value: `${value}` },
})

/** Ports as alternatives; none where they are all ports. */
export const portConditions = (field: string, ports: readonly Range<number>[]): readonly WfpCondition[] =>
  ports.flatMap(({ first, last }) => {
    if (first === 0 && last === 65535) return []
    return first === last
      ? [equals(field, 'FWP_UINT16', first)]
      : [
          {
            field,
            match: 'FWP_MATCH_RANGE',
            value: { type: 'FWP_RANGE_TYPE', of: 'FWP_UINT16', value: `${first}-${last}` },
          },
        ]
  })
