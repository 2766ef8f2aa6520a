// SPDX-License-Identifier: MIT

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 }
const LONGEST = 24 * 3_600_000

/** Milliseconds of `90s`, `5m`, `1h`; null for anything else, for nothing, and for more than a day. */
export const parseDuration = (text: string): number | null => {
  const match = /^(\d{1,6}(?:\.\d{1,3})?)([smh])$/.exec(text)
  if (match === null) return null
  const value = Math.round(Number(match[1]) * (UNITS[match[2] as string] as number))
  return value > 0 && value <= LONGEST ? value : null
}
