// SPDX-License-Identifier: MIT

/** Microseconds that this thread has computed: neither what else the machine does nor its paging is in it. */
const used = (): number => process.threadCpuUsage().user

/** Below this the clock and the compiler are what is measured. */
const LEAST = 10_000
/** A square is one in every round; a collection of garbage in the wrong moment is in some. */
const ROUNDS = 6

/** What a test allows: far above 4, far below 16. */
export const LINEAR = 10

/**
 * How many times more processor time `work` takes for four times the size: about 4 where it grows with the size, 16 where
 * it grows with its square. The least of a few rounds, which end once it is far from a square.
 */
export const growth = (work: (size: number) => unknown, size: number): number => {
  const cost = (of: number): number => {
    const start = used()
    work(of)
    return used() - start
  }
  let small = Number.POSITIVE_INFINITY
  let large = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS; round++) {
    small = Math.min(small, cost(size))
    large = Math.min(large, cost(4 * size))
    if (Math.max(LEAST, large) / Math.max(LEAST, small) < LINEAR / 2) break
  }
  return Math.max(LEAST, large) / Math.max(LEAST, small)
}
