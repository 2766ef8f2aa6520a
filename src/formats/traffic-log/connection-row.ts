// SPDX-License-Identifier: MIT
import { ACTION, DIRECTION, LOCAL, type LogRow, ROW } from './log-row.ts'
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
  swap(row, ROW.from, ROW.to)
  swap(row, ROW.fromPort, ROW.toPort)
  if (row[ROW.local] === LOCAL.from) row[ROW.local] = LOCAL.to
  else if (row[ROW.local] === LOCAL.to) row[ROW.local] = LOCAL.from
}

/** Hands over a connection whose local end is `from` and whose remote one is `to`. */
export const connectionRow = (sink: LogSink, state: string) => {
  const { row } = sink
  row[ROW.time] = 0
  row[ROW.utc] = 0
  row[ROW.origin] = 0
  row[ROW.action] = ACTION.passed
  row[ROW.local] = LOCAL.from
  row[ROW.direction] = DIRECTION.unknown
  const meaning = STATES.get(state.toLowerCase())
  if (meaning === 'listen') {
    turnRow(row)
    return sink.listener()
  }
  if (meaning === 'none' || row[ROW.toPort] === 0) return sink.other()
  if (meaning === 'sent') row[ROW.direction] = DIRECTION.sure
  if (meaning === 'received') {
    turnRow(row)
    row[ROW.direction] = DIRECTION.sure
  }
  return sink.packets()
}
