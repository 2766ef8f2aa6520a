// SPDX-License-Identifier: MIT
import { type LogRow, ROW } from '../formats/traffic-log/log-row.ts'

/** Two halves of a hash of the conversation that a row tells of, the same whichever end the row names first. */
export interface ConversationHash {
  low: number
  high: number
}

const mix = (hash: number, word: number): number => {
  const mixed = Math.imul(hash ^ word, 0x9e3779b1)
  return mixed ^ (mixed >>> 15)
}

const mixAlso = (hash: number, word: number): number => {
  const mixed = Math.imul(hash ^ word, 0x85ebca6b)
  return mixed ^ (mixed >>> 13)
}

const isTurned = (row: LogRow): boolean => {
  for (let word = 3; word >= 0; word--) {
    const from = row[ROW.from + word] as number
    const to = row[ROW.to + word] as number
    if (from !== to) return from > to
  }
  return (row[ROW.fromPort] as number) > (row[ROW.toPort] as number)
}

/** Written into `out`, so that nothing is made for a row. */
export const hashConversation = (row: LogRow, out: ConversationHash): void => {
  const turned = isTurned(row)
  const from = turned ? ROW.to : ROW.from
  const to = turned ? ROW.from : ROW.to
  const ports = turned
    ? ((row[ROW.toPort] as number) << 16) | (row[ROW.fromPort] as number)
    : ((row[ROW.fromPort] as number) << 16) | (row[ROW.toPort] as number)
  let low = mix(0x1b873593, ports)
  let high = mixAlso(0x52dce729, ports)
  for (let word = row[ROW.from] === 0 && row[ROW.to] === 0 ? 2 : 0; word < 4; word++) {
    const one = row[from + word] as number
    const other = row[to + word] as number
    low = mix(mix(low, one), other)
    high = mixAlso(mixAlso(high, one), other)
  }
  out.low = mix(low, row[ROW.protocol] as number)
  out.high = mixAlso(high, row[ROW.protocol] as number)
}
