// SPDX-License-Identifier: MIT
import {
  ACTION,
  AT_ACTION,
  AT_DIRECTION,
  AT_FROM,
  AT_FROM_PORT,
  AT_LOCAL,
  AT_ORIGIN,
  AT_TIME,
  AT_TO,
  AT_TO_PORT,
  AT_UTC,
  DIRECTION,
  FROM_HERE,
  LOCAL,
  type LogRow,
  TO_HERE,
} from './log-row.ts'
import type { LogSink } from './log-sink.ts'

/** States of MSFT_NetTCPConnection that matter here, as a word or a number. */
const STATES: ReadonlyMap<string, 'listen' | 'sent' | 'received' | 'none'> = new Map([
  ['listen', 'listen'],
  ['2', 'listen'],
  ['synsent', 'sent'],
  ['3', 'sent'],
  ['synreceived', 'received'],
  ['4', 'received'],
  ['bound', 'none'],
  ['100', 'none'],
  ['closed', 'none'],
  ['1', 'none'],
])

const swap = (row: LogRow, a: number, b: number): void => {
  const kept = row[a] as number
  row[a] = row[b] as number
  row[b] = kept
}

/** The ends of a row the other way round. */
export const turnRow = (row: LogRow): void => {
  swap(row, AT_FROM, AT_TO)
  swap(row, AT_FROM_PORT, AT_TO_PORT)
  if (row[AT_LOCAL] === FROM_HERE) row[AT_LOCAL] = TO_HERE
  else if (row[AT_LOCAL] === TO_HERE) row[AT_LOCAL] = FROM_HERE
}

/** Hands over a connection whose local end is `from` and whose remote one is `to`. */
export const connectionRow = (sink: LogSink, state: string) => {
  const { row } = sink
  row[AT_TIME] = 0
  row[AT_UTC] = 0
  row[AT_ORIGIN] = 0
  row[AT_ACTION] = ACTION.passed
  row[AT_LOCAL] = LOCAL.from
  row[AT_DIRECTION] = DIRECTION.unknown
  const meaning = STATES.get(state.toLowerCase())
  if (meaning === 'listen') {
    turnRow(row)
    return sink.listener()
  }
  if (meaning === 'none' || row[AT_TO_PORT] === 0) return sink.other()
  if (meaning === 'sent') row[AT_DIRECTION] = DIRECTION.sure
  if (meaning === 'received') {
    turnRow(row)
    row[AT_DIRECTION] = DIRECTION.sure
  }
  return sink.packets()
}
