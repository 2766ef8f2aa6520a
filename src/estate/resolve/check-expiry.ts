// SPDX-License-Identifier: MIT
import type { Path } from '../problem.ts'
import type { Context } from './context.ts'

const DAY = 86_400_000
const DAYS_OF_WARNING = 30

/** Whether a text is a day of the calendar, written YYYY-MM-DD. */
export const isDate = (text: string): boolean => {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** Checks the date of expiry, the last day that counts: a warning from 30 days before, an error after. */
export const checkExpiry = (
  date: string | undefined,
  what: string,
  path: Path,
  { today, report }: Context,
): string | null => {
  if (date === undefined) return null
  if (!isDate(date)) {
    report('invalid-date', { text: date }, path)
    return null
  }
  const days = Math.round((Date.parse(`${date}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / DAY)
  if (days < 0) report('expired', { what, date }, path)
  else if (days <= DAYS_OF_WARNING) report('expires-soon', { what, date, days }, path)
  return date
}
