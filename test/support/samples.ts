// SPDX-License-Identifier: MIT

/** In every run of the suite: the seed is a new one each time, so what one run does not try another does. */
const SHARE = 0.5

/**
 * How many random cases a test tries: half of `count` in every run of the suite, `PORTWRIGHT_SAMPLES` times as many as
 * `count` where that is set (the weekly workflow does).
 */
export const samples = (count: number): number =>
  Math.max(1, Math.round(count * Number(process.env.PORTWRIGHT_SAMPLES ?? SHARE)))
