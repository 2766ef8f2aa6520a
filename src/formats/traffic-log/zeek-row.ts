// SPDX-License-Identifier: MIT
import { isWord } from './is-word.ts'
import { ACTION, DIRECTION, ICMP4, ICMP6, LOCAL, type LogRow, ROW, TCP, UDP } from './log-row.ts'
import type { LogSink } from './log-sink.ts'
import { readNumber, readPort } from './read-number.ts'
import { readStamp } from './read-stamp.ts'

/** Where the values of a row stand in the bytes; a start below 0 is none. */
export interface ZeekValues {
  readonly starts: Int32Array
  readonly ends: Int32Array
}

export const ZEEK_FIELDS = [
  'ts',
  'id.orig_h',
  'id.orig_p',
  'id.resp_h',
  'id.resp_p',
  'proto',
  'conn_state',
  'ip_proto',
] as const

const [TS, FROM, FROM_PORT, TO, TO_PORT, PROTO, STATE, NUMBER] = [0, 1, 2, 3, 4, 5, 6, 7]

/** Fills a row; false where the values are none. `orig` called, `resp` was called, unless Zeek came in the middle (OTH). */
export const zeekRow = (bytes: Uint8Array, { starts, ends }: ZeekValues, { row, book }: LogSink): boolean => {
  const start = (field: number): number => starts[field] as number
  const end = (field: number): number => ends[field] as number
  if (start(TS as number) < 0 || start(FROM as number) < 0 || start(TO as number) < 0 || start(PROTO as number) < 0)
    return false
  if (!book.read(bytes, start(FROM as number), end(FROM as number), row, ROW.from)) return false
  if (!book.read(bytes, start(TO as number), end(TO as number), row, ROW.to)) return false
  const isV4 = book.isV4(row[ROW.to] as number)
  const time = timeOf(bytes, start(TS as number), end(TS as number), row)
  const fromPort = readPort(bytes, start(FROM_PORT as number), end(FROM_PORT as number))
  const toPort = readPort(bytes, start(TO_PORT as number), end(TO_PORT as number))
  if (time <= 0 || fromPort < 0 || toPort < 0) return false
  const protocol = protocolOf(bytes, start(PROTO as number), end(PROTO as number), isV4)
  if (protocol < 0) return false
  const isIcmp = protocol === ICMP4 || protocol === ICMP6
  if (isIcmp && fromPort > 255) return false
  const named = start(NUMBER as number) < 0 ? -1 : readNumber(bytes, start(NUMBER as number), end(NUMBER as number))
  row[ROW.time] = time
  row[ROW.utc] = 1
  row[ROW.protocol] = protocol === 0 && named >= 0 && named <= 255 ? named : protocol
  row[ROW.fromPort] = isIcmp ? 0 : fromPort
  row[ROW.toPort] = isIcmp ? fromPort : toPort
  row[ROW.local] = LOCAL.both
  row[ROW.origin] = 0
  row[ROW.direction] = DIRECTION.sure
  row[ROW.action] = ACTION.passed
  const state = start(STATE as number)
  if (state >= 0) {
    const stateEnd = end(STATE as number)
    // Of ICMP Zeek writes OTH always.
    if (isWord(bytes, state, stateEnd, 'oth')) row[ROW.direction] = isIcmp ? DIRECTION.sure : DIRECTION.unknown
    // Refused, or a connection that nobody answers.
    else if (protocol === TCP && (isWord(bytes, state, stateEnd, 'rej') || isWord(bytes, state, stateEnd, 's0')))
      row[ROW.action] = ACTION.dropped
  }
  return true
}

/** Seconds since 1970 with their fraction, milliseconds, or ISO 8601: Zeek's clock is UTC in each. 0 where it is none. */
const timeOf = (bytes: Uint8Array, start: number, end: number, row: LogRow): number => {
  if (bytes[start + 4] === 45) return readStamp(bytes, start, end, row) ? (row[ROW.time] as number) : 0
  let second = start
  while (second < end && bytes[second] !== 46) second++
  const isMilliseconds = second - start === 13 && readNumber(bytes, start + 10, second) >= 0
  return readNumber(bytes, start, isMilliseconds ? start + 10 : second)
}

const protocolOf = (bytes: Uint8Array, start: number, end: number, isV4: boolean): number => {
  if (isWord(bytes, start, end, 'tcp')) return TCP
  if (isWord(bytes, start, end, 'udp')) return UDP
  if (isWord(bytes, start, end, 'icmp')) return isV4 ? ICMP4 : ICMP6
  return isWord(bytes, start, end, 'unknown_transport') ? 0 : -1
}
