// SPDX-License-Identifier: MIT

/**
 * How many random cases a test tries: so many in every run of the suite, `PORTWRIGHT_SAMPLES` times as many where
 * that is set (the weekly workflow does).
 */
export const samples = (count: number): number =>
  Math.max(1, Math.round(count * Number(process.env.PORTWRIGHT_SAMPLES ?? 1)))
