// SPDX-License-Identifier: MIT
import type { WfpCondition } from './filter.ts'
import { equals } from './number-conditions.ts'

const TYPE = 'FWPM_CONDITION_IP_LOCAL_PORT'
const CODE = 'FWPM_CONDITION_IP_REMOTE_PORT'

/**
 * ICMP types (`8:*`, `3:4`) as sets of conditions, one a filter: types with any code share one, for a type and its
 * codes stand on different fields, which must both hold. Null where an entry is none.
 */
export const icmpConditions = (types: readonly string[]): readonly (readonly WfpCondition[])[] | null => {
  if (types.length === 0) return [[]]
  const whole: WfpCondition[] = []
  const coded = new Map<number, WfpCondition[]>()
  for (const text of types) {
    const [, type, code] = /^(\d{1,3}):(\d{1,3}|\*)$/.exec(text) ?? []
    if (type === undefined || code === undefined || Number(type) > 255 || (code !== '*' && Number(code) > 255)) {
      return null
    }
    if (code === '*') {
      whole.push(equals(TYPE, 'FWP_UINT16', Number(type)))
      continue
    }
    const conditions = coded.get(Number(type)) ?? [equals(TYPE, 'FWP_UINT16', Number(type))]
    conditions.push(equals(CODE, 'FWP_UINT16', Number(code)))
    coded.set(Number(type), conditions)
  }
  return [...(whole.length > 0 ? [whole] : []), ...coded.values()]
}
