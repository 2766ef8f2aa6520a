// SPDX-License-Identifier: MIT
import { decodeText } from '../text/decode-text.ts'
import { listingKind } from './listing-kind.ts'

/** What a listing holds more of than the firewall of any computer. */
export interface ListingExcess {
  readonly what: 'rows' | 'objects'
  readonly limit: number
}

/** A table has a row a rule, and one file a kind of filter. */
const MOST_ROWS = 250_000
/** A rule and its seven filters side by side, each with objects of its class inside: some forty for a rule. */
const MOST_OBJECTS = 2_000_000

const [LINE_FEED, QUOTE] = [10, 34]

/** Line ends outside of quotes. */
const hasMoreRows = (text: string): boolean => {
  let count = 0
  let isOpen = false
  for (let at = 0; at < text.length && count <= MOST_ROWS; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) isOpen = !isOpen
    else if (code === LINE_FEED && !isOpen) count++
  }
  return count > MOST_ROWS
}

const hasMore = (text: string, begin: string): boolean => {
  let count = 0
  for (let at = text.indexOf(begin); at >= 0 && count <= MOST_OBJECTS; at = text.indexOf(begin, at + 1)) count++
  return count > MOST_OBJECTS
}

/** Of what a listing holds too much, found before a reader makes objects of it; null where it may be read. */
export const listingExcess = (bytes: Uint8Array): ListingExcess | null => {
  const text = decodeText(bytes)
  const kind = listingKind(text)
  if (kind === 'csv') return hasMoreRows(text) ? { what: 'rows', limit: MOST_ROWS } : null
  return hasMore(text, kind === 'json' ? '{' : '<Obj') ? { what: 'objects', limit: MOST_OBJECTS } : null
}
