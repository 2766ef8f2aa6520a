// SPDX-License-Identifier: MIT
import { type LogRow, ROW } from './log-row.ts'
import { readTime } from './read-time.ts'

const digits = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] as number) - 48) * 10 + (bytes[at + 1] as number) - 48

/**
 * Puts an ISO 8601 time into a row: with `Z` or an offset (`+02:00`, `+0200`) behind it the clock is UTC, without one that of the
 * computer. False where it is none.
 */
export const readStamp = (bytes: Uint8Array, start: number, end: number, row: LogRow): boolean => {
  const time = readTime(bytes, start, end)
  row[ROW.time] = time
  row[ROW.utc] = 0
  if (time === 0) return false
  if (bytes[end - 1] === 90) row[ROW.utc] = 1
  else {
    const sign = bytes[end - 3] === 58 ? end - 6 : end - 5
    // The minus of a date stands further ahead.
    if (sign < start + 19 || (bytes[sign] !== 43 && bytes[sign] !== 45)) return true
    const offset = digits(bytes, sign + 1) * 3600 + digits(bytes, end - 2) * 60
    row[ROW.time] = bytes[sign] === 43 ? time - offset : time + offset
    row[ROW.utc] = 1
  }
  return true
}
