// SPDX-License-Identifier: MIT

const two = (bytes: Uint8Array, at: number): number => {
  const high = (bytes[at] as number) - 48
  const low = (bytes[at + 1] as number) - 48
  return high < 0 || high > 9 || low < 0 || low > 9 ? -1 : high * 10 + low
}

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

let knownDate = -1
let knownDay = 0

/** Days since 1970 of a date of the proleptic Gregorian calendar; rows of a log share their date, so the last one is kept. */
const dayOf = (year: number, month: number, day: number): number => {
  const date = year * 512 + month * 32 + day
  if (date !== knownDate) {
    knownDate = date
    knownDay = Date.UTC(year, month - 1, day) / 86_400_000
  }
  return knownDay
}

/** Seconds since 1970 of `2021-06-22`, a character and `12:19:41`; 0 where it is no time from 1970 to 2105. */
export const readTime = (bytes: Uint8Array, start: number, end: number): number =>
  end - start < 19 ? 0 : readDateAndTime(bytes, start, start + 11)

/** The same where date and time stand in two places. */
export const readDateAndTime = (bytes: Uint8Array, date: number, time: number): number => {
  const century = two(bytes, date)
  const decade = two(bytes, date + 2)
  const month = two(bytes, date + 5)
  const day = two(bytes, date + 8)
  const hour = two(bytes, time)
  const minute = two(bytes, time + 3)
  const second = two(bytes, time + 6)
  if (century < 0 || decade < 0 || month < 1 || month > 12 || day < 1 || day > (DAYS[month - 1] as number)) return 0
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return 0
  if (bytes[date + 4] !== 45 || bytes[date + 7] !== 45 || bytes[time + 2] !== 58 || bytes[time + 5] !== 58) return 0
  const year = century * 100 + decade
  if (year < 1970 || year > 2105) return 0
  return dayOf(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second
}
