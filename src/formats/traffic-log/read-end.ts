// SPDX-License-Identifier: MIT
import { ROW } from './log-row.ts'
import type { LogSink } from './log-sink.ts'
import { readPort } from './read-number.ts'

/** `10.0.0.1:445`, `[::1%12]:445` into one end of a row; false where it is neither. */
export const readEnd = (
  bytes: Uint8Array,
  start: number,
  end: number,
  { row, book }: LogSink,
  side: 'from' | 'to',
): boolean => {
  let colon = end - 1
  while (colon > start && bytes[colon] !== 58) colon--
  if (bytes[colon] !== 58) return false
  const port = readPort(bytes, colon + 1, end)
  if (port < 0) return false
  row[side === 'from' ? ROW.fromPort : ROW.toPort] = port
  const isBracket = bytes[start] === 91
  if (isBracket && bytes[colon - 1] !== 93) return false
  return book.read(bytes, isBracket ? start + 1 : start, isBracket ? colon - 1 : colon, row, ROW[side])
}
