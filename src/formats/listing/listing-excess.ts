// SPDX-License-Identifier: MIT
import { LONGEST_CELL } from '../csv/read-csv-rows.ts'
import { decodeText } from '../text/decode-text.ts'
import { listingKind } from './listing-kind.ts'

/** What a listing holds more of than the firewall of any computer. */
export interface ListingExcess {
  readonly what: 'rows' | 'objects' | 'values' | 'keys in one object'
  readonly limit: number
}

/** A table has a row a rule, and one file a kind of filter. */
const MOST_ROWS = 250_000
/** A rule and its seven filters side by side, each with objects of its class inside: some forty for a rule. */
const MOST_OBJECTS = 2_000_000

/** Lists inside of the objects count too. */
const MOST_VALUES = 10_000_000
/** The widest class has some forty; an object of very many takes an engine minutes. */
const MOST_KEYS = 10_000

const [LINE_FEED, BLANK, QUOTE, COMMA, COLON, OPEN, CLOSE] = [10, 32, 34, 44, 58, 123, 125]

/** Line ends outside of quotes; those behind a quote that is never closed begin rows of their own, as the reader has it. */
const hasMoreRows = (text: string): boolean => {
  let count = 0
  let inside = 0
  let opened = -1
  for (let at = 0; at < text.length && count <= MOST_ROWS; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) {
      opened = opened < 0 ? at : -1
      inside = 0
    } else if (code === LINE_FEED) {
      if (opened < 0) count++
      else inside++
    }
    if (opened >= 0 && at - opened > LONGEST_CELL) {
      count += inside
      opened = -1
    }
  }
  return count > MOST_ROWS
}

const hasMoreObjects = (text: string): boolean => {
  let count = 0
  for (let at = text.indexOf('<Obj'); at >= 0 && count <= MOST_OBJECTS; at = text.indexOf('<Obj', at + 1)) count++
  return count > MOST_OBJECTS
}

/** An address or a time has no quote and no blank before its colon. */
const isBehindName = (code: number): boolean => code === QUOTE || code <= BLANK

/** What stands in strings counts as well: nothing is read here that a reader reads again. */
const jsonExcess = (text: string): ListingExcess | null => {
  let [objects, values, keys] = [0, 0, 0]
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === OPEN) {
      keys = 0
      if (++objects > MOST_OBJECTS) return { what: 'objects', limit: MOST_OBJECTS }
    } else if (code === CLOSE) keys = 0
    else if (code === COMMA) {
      if (++values > MOST_VALUES) return { what: 'values', limit: MOST_VALUES }
    } else if (code === COLON && isBehindName(text.charCodeAt(at - 1))) {
      if (++keys > MOST_KEYS) return { what: 'keys in one object', limit: MOST_KEYS }
    }
  }
  return null
}

/** Of what a listing holds too much, found before a reader makes objects of it; null where it may be read. */
export const listingExcess = (bytes: Uint8Array): ListingExcess | null => {
  const text = decodeText(bytes)
  const kind = listingKind(text)
  if (kind === 'csv') return hasMoreRows(text) ? { what: 'rows', limit: MOST_ROWS } : null
  if (kind === 'json') return jsonExcess(text)
  return hasMoreObjects(text) ? { what: 'objects', limit: MOST_OBJECTS } : null
}
