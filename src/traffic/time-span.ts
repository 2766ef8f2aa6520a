// SPDX-License-Identifier: MIT

/** The first and the last time of something, in seconds; a clock is UTC or a computer's own. */
export interface TimeSpan {
  first: number
  firstIsUtc: boolean
  last: number
  lastIsUtc: boolean
}

export const timeSpan = (): TimeSpan => ({ first: 0, firstIsUtc: false, last: 0, lastIsUtc: false })

export const clearSpan = (span: TimeSpan): void => void Object.assign(span, timeSpan())

/** Clocks are compared as they stand: nobody knows the zone of a computer. 0 is no time. */
export const widen = (span: TimeSpan, first: number, last: number, isUtc: boolean): void => {
  if (first !== 0 && (span.first === 0 || first < span.first)) {
    span.first = first
    span.firstIsUtc = isUtc
  }
  if (last > span.last) {
    span.last = last
    span.lastIsUtc = isUtc
  }
}

const text = (seconds: number, isUtc: boolean): string | null =>
  seconds === 0 ? null : `${new Date(seconds * 1000).toISOString().slice(0, 19)}${isUtc ? 'Z' : ''}`

/** ISO 8601, with `Z` only where the log knows the zone. */
export const spanTexts = (span: TimeSpan): { readonly first: string | null; readonly last: string | null } => ({
  first: text(span.first, span.firstIsUtc),
  last: text(span.last, span.lastIsUtc),
})
