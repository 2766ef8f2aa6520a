// SPDX-License-Identifier: MIT

const DAY = 86_400

/**
 * Seconds on the clock of the log of `14d` (before `today`), `2026-01-10` or `2026-01-10T08:00:00`; a `Z` may stand behind
 * it. Null for anything else.
 */
export const since = (text: string, today: string): number | null => {
  const days = /^(\d{1,4})d$/.exec(text)?.[1]
  if (days !== undefined) return Math.max(Date.parse(`${today}T00:00:00Z`) / 1000 - Number(days) * DAY, 0)
  const [, date, time = '00:00:00'] = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?Z?)?$/.exec(text) ?? []
  if (date === undefined) return null
  const full = `${date}T${time.length === 5 ? `${time}:00` : time}Z`
  const stamp = Date.parse(full)
  // 31 February is no day, though Date takes it for one of March.
  return Number.isNaN(stamp) || new Date(stamp).toISOString().slice(0, 10) !== date ? null : Math.max(stamp / 1000, 0)
}
