// SPDX-License-Identifier: MIT

/** A whole hive as text, and scripts of tens of thousands of rules, have fewer. */
const MOST_LINES = 2_000_000
/** A value of the registry, a rule or a command is some thousands of characters. */
const LONGEST_LINE = 32 * 1024 * 1024
const LARGEST_TEXT = 256 * 1024 * 1024

export interface LineExcess {
  readonly what: 'bytes' | 'lines' | 'bytes in one line'
  readonly limit: number
}

const [LINE_FEED, RETURN] = [10, 13]

/** What a text holds too much of for a reader to make objects of, found before it does; of any encoding, and however lines end. */
export const lineExcess = (bytes: Uint8Array): LineExcess | null => {
  if (bytes.length > LARGEST_TEXT) return { what: 'bytes', limit: LARGEST_TEXT }
  const [feeds, returns] = [linesOf(bytes, LINE_FEED), linesOf(bytes, RETURN)]
  if (Math.max(feeds.count, returns.count) > MOST_LINES) return { what: 'lines', limit: MOST_LINES }
  return Math.min(feeds.longest, returns.longest) > LONGEST_LINE
    ? { what: 'bytes in one line', limit: LONGEST_LINE }
    : null
}

const linesOf = (bytes: Uint8Array, end: number): { readonly count: number; readonly longest: number } => {
  let count = 0
  let longest = 0
  let from = 0
  for (let at = bytes.indexOf(end); at >= 0 && count <= MOST_LINES; at = bytes.indexOf(end, from)) {
    count++
    longest = Math.max(longest, at - from)
    from = at + 1
  }
  return { count, longest: Math.max(longest, bytes.length - from) }
}
