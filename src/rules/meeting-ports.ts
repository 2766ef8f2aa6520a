// SPDX-License-Identifier: MIT
import type { Range } from '../formats/address/range.ts'

interface Placed extends Range<number> {
  readonly at: number
}

/**
 * Of many lists of ranges, those that have a number in common with a given one: their places, in order. Asked for each of
 * them, the work grows with what they have in common and not with the square of their number.
 */
export const meetingPorts = (
  lists: readonly (readonly Range<number>[])[],
): ((ranges: readonly Range<number>[]) => readonly number[]) => {
  const placed: readonly Placed[] = lists
    .flatMap((ranges, at) => ranges.map(({ first, last }) => ({ first, last, at })))
    .sort((a, b) => a.first - b.first)
  /** The last number that anything up to each place reaches. */
  const reach: number[] = []
  for (const { last } of placed) reach.push(Math.max(last, reach.at(-1) ?? last))
  const beginningBy = (number: number): number => {
    let [low, high] = [0, placed.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((placed[middle] as Placed).first <= number) low = middle + 1
      else high = middle
    }
    return low
  }
  return (ranges) => {
    const found = new Set<number>()
    for (const { first, last } of ranges)
      for (let index = beginningBy(last) - 1; index >= 0 && (reach[index] as number) >= first; index--) {
        const one = placed[index] as Placed
        if (one.last >= first) found.add(one.at)
      }
    return [...found].sort((a, b) => a - b)
  }
}
