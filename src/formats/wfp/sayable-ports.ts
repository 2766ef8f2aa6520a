// SPDX-License-Identifier: MIT
import { normalize, type Range } from '../address/range.ts'
import { parsePorts } from '../port/port-set.ts'
import type { Loss } from '../rule/loss.ts'

/** Port of the RPC endpoint mapper: what Windows Firewall itself makes of `RPC-EPMap`. */
const ENDPOINT_MAPPER: Range<number> = { first: 135, last: 135 }

export interface SayablePorts {
  /** Null where nothing of a list is left; empty means any. */
  readonly ranges: readonly Range<number>[] | null
  readonly losses: readonly Loss[]
}

/** A rule's ports in numbers. Dynamic RPC is `dynamicRange`; a keyword that only Windows Firewall resolves is a loss. */
export const sayablePorts = (
  rule: string,
  field: string,
  texts: readonly string[],
  dynamicRange: string,
): SayablePorts => {
  const ranges: Range<number>[] = []
  const losses: Loss[] = []
  for (const text of texts) {
    const range = text === 'RPC-EPMap' ? ENDPOINT_MAPPER : parsePorts(text === 'RPC' ? dynamicRange : text)
    if (range === null) losses.push({ rule, field, reason: `only Windows Firewall itself knows the ports of ${text}` })
    else ranges.push(range)
  }
  return { ranges: texts.length > 0 && ranges.length === 0 ? null : normalize(ranges), losses }
}
