// SPDX-License-Identifier: MIT

/** Microseconds of processor time that this thread has used: what else the machine does is not in it. */
const used = (): number => {
  const { user, system } = process.threadCpuUsage()
  return user + system
}

/** Below this the clock and the compiler are what is measured. */
const LEAST = 10_000

/**
 * How many times more processor time `work` takes for four times the size: about 4 where it grows with the size, 16 where
 * it grows with its square. The best of three runs each.
 */
export const growth = (work: (size: number) => unknown, size: number): number => {
  const cost = (of: number): number => {
    const start = used()
    work(of)
    return used() - start
  }
  const best = (of: number): number => Math.max(LEAST, Math.min(cost(of), cost(of), cost(of)))
  const small = best(size)
  return best(4 * size) / small
}

/** What a test allows: far above 4, far below 16. */
export const LINEAR = 10
