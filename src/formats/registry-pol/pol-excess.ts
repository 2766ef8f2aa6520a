// SPDX-License-Identifier: MIT
import { RECORD_BOUNDARY } from './pol-record.ts'

/** A policy has some thousands. */
const MOST_RECORDS = 1_000_000

/** Of records a registry.pol holds too many, found before a reader makes objects of them. */
export const polExcess = (bytes: Uint8Array): { readonly what: 'values'; readonly limit: number } | null => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let count = 1
  for (let at = buffer.indexOf(RECORD_BOUNDARY); at >= 0 && count <= MOST_RECORDS; count++)
    at = buffer.indexOf(RECORD_BOUNDARY, at + RECORD_BOUNDARY.length)
  return count > MOST_RECORDS ? { what: 'values', limit: MOST_RECORDS } : null
}
