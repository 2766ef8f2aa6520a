// SPDX-License-Identifier: MIT
import type { Loss } from '../rule/loss.ts'

/** A value of PowerShell as CSV, JSON or CLIXML keep it; an enumeration of CLIXML has a name and a number. */
export type ListingValue =
  | string
  | number
  | boolean
  | null
  | readonly ListingValue[]
  | { readonly [key: string]: ListingValue }

/** An object of a listing: a rule, one of its filters, or both joined. Names are in lower case. */
export interface ListingRecord {
  readonly fields: ReadonlyMap<string, ListingValue>
  /** Names that stand twice: which of the values holds, nobody can say. */
  readonly twice: readonly string[]
  readonly text: string
}

/** What stands in one file of a listing. */
export interface ListingFile {
  readonly records: readonly ListingRecord[]
  /** What is no whole record. */
  readonly losses: readonly Loss[]
}

export interface ListingInput {
  readonly path: string
  readonly bytes: Uint8Array
}

const LONGEST = 4_000

export const listingRecord = (
  entries: readonly (readonly [name: string, value: ListingValue])[],
  text: string,
): ListingRecord => {
  const fields = new Map<string, ListingValue>()
  const twice: string[] = []
  for (const [name, value] of entries) {
    const key = name.trim().toLowerCase()
    if (fields.has(key)) twice.push(key)
    fields.set(key, value)
  }
  return { fields, twice, text: text.trim().slice(0, LONGEST) }
}

/** A piece of a file that is no record. */
export const strayPiece = (reason: string, text: string): Loss => ({
  rule: null,
  field: 'rule',
  reason,
  text: text.trim().slice(0, LONGEST),
})
