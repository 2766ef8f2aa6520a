// SPDX-License-Identifier: MIT

/** Windows PowerShell writes `"\/Date(1768032000000)\/"`: milliseconds of UTC, whatever offset may stand behind them. */
const DATE = /^\\?\/Date\((?<milliseconds>\d{1,13})(?:[+-]\d{4})?\)\\?\/$/
const LONGEST = 40

/** Seconds since 1970 of such a time; 0 where it is none. */
export const readJsonDate = (bytes: Buffer, start: number, end: number): number => {
  if (end - start > LONGEST) return 0
  const seconds = Math.floor(Number(DATE.exec(bytes.toString('latin1', start, end))?.groups?.milliseconds ?? 0) / 1000)
  return seconds <= 0xffff_ffff ? seconds : 0
}
