// SPDX-License-Identifier: MIT

/** Numbers from low to high, both included. */
export interface Span {
  readonly low: bigint
  readonly high: bigint
}

export const span = (low: bigint | number, high: bigint | number = low): Span => ({
  low: BigInt(low),
  high: BigInt(high),
})

/** Sorted, disjoint, neighbours joined: two sets are equal if their merged spans are. */
export const merge = (spans: readonly Span[]): readonly Span[] => {
  const sorted = spans.toSorted((a, b) => (a.low < b.low ? -1 : a.low > b.low ? 1 : 0))
  const merged: { low: bigint; high: bigint }[] = []
  for (const { low, high } of sorted) {
    const last = merged.at(-1)
    if (last === undefined || low > last.high + 1n) merged.push({ low, high })
    else if (high > last.high) last.high = high
  }
  return merged
}

export const subtract = (from: readonly Span[], what: readonly Span[]): readonly Span[] => {
  let rest = merge(from)
  for (const cut of what) {
    rest = rest.flatMap((one) => {
      if (cut.high < one.low || cut.low > one.high) return [one]
      const parts: Span[] = []
      if (one.low < cut.low) parts.push({ low: one.low, high: cut.low - 1n })
      if (one.high > cut.high) parts.push({ low: cut.high + 1n, high: one.high })
      return parts
    })
  }
  return rest
}

export const intersect = (a: readonly Span[], b: readonly Span[]): readonly Span[] => subtract(a, subtract(a, b))

export const overlap = (a: readonly Span[], b: readonly Span[]): boolean => intersect(a, b).length > 0
