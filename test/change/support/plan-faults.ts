// SPDX-License-Identifier: MIT
import type { Rule } from '../../../src/formats/rule/rule.ts'
import type { Change } from '../../../src/packets/change.ts'
import { changeFits, type Point, passes } from '../../packets/support/brute-force.ts'
import { nearPoints } from './near-points.ts'

export interface Tally {
  points: number
  opened: number
  closed: number
}

/** The first packet about which a plan and the rules of both sides disagree; null where they agree on all that are tried. */
export const planFault = (
  { opened, closed }: { readonly opened: readonly Change[]; readonly closed: readonly Change[] },
  before: readonly Rule[],
  after: readonly Rule[],
  seed: number,
  count: number,
  tally: Tally,
): string | null => {
  if (![...before, ...after].some(({ enabled }) => enabled)) return null
  for (const point of nearPoints([...before, ...after], seed, count)) {
    const was = passes(before, point)
    const is = passes(after, point)
    tally.points++
    if (is && !was) tally.opened++
    if (was && !is) tally.closed++
    const says = (list: readonly Change[]): boolean => list.some((change) => changeFits(change, point))
    if (says(opened) !== (is && !was)) return `opened, ${textOf(point)}`
    if (says(closed) !== (was && !is)) return `closed, ${textOf(point)}`
  }
  return null
}

const textOf = (point: Point): string =>
  JSON.stringify(point, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value))
