// SPDX-License-Identifier: MIT
import {
  A_PACKET,
  AT_ACTION,
  AT_DIRECTION,
  AT_FROM,
  AT_FROM_PORT,
  AT_LOCAL,
  AT_ORIGIN,
  AT_PROTOCOL,
  AT_TIME,
  AT_TO,
  AT_TO_PORT,
  AT_UTC,
  DIRECTION,
  LATE,
  LOCAL,
  type LogRow,
  NOBODY_KNOWS,
  STEALTH,
  SURE,
  UDP,
} from '../formats/traffic-log/log-row.ts'
import type { CallJudge } from './call-judge.ts'
import { decideCaller } from './decide-caller.ts'
import type { FlowCover } from './flow-cover.ts'
import type { Listeners } from './listeners.ts'
import type { Place } from './place.ts'
import { packMeta, unpackMeta } from './record-meta.ts'
import { AT_FIRST, AT_LAST, COUNTED, KEY, RECORD_LENGTH, tupleTable } from './tuple-table.ts'

/** Different calls that are counted before they are held against the flows; the tables are emptied then, nothing is lost. */
export const MOST_CALLS = 16_384
/** Fillings of a table that are told apart. */
const EPOCHS = 8191
const OPEN = 131_072
const PLACE = OPEN - 1
const EPOCH_AT = 18

/** Counts conversations by who calls whom on what, until they are held against the flows. */
export interface CallTables {
  /**
   * Counts the row of a conversation; gives a note where: 17 bits, one for the table, and 12 that say before which emptying of
   * it.
   */
  readonly count: (isNew: boolean, isDrop: boolean, host: number, evidence: number) => number
  /** A row that only repeats brings its time. False where its record is held against the flows already. */
  readonly again: (note: number, time: number) => boolean
  /** Decides about calls of which no log says who called. */
  readonly flushOpen: () => void
  readonly flush: () => void
}

export const callTables = (
  row: LogRow,
  cover: FlowCover,
  { judge, noise }: Pick<CallJudge, 'judge' | 'noise'>,
  placeAt: (address: number) => Place,
  listenersAt: (place: Place) => Listeners | null,
): CallTables => {
  /** Calls of which the log says who called, and those of which it does not: these keep both ports. */
  const sure = tupleTable(MOST_CALLS)
  const open = tupleTable(MOST_CALLS)
  /** Which filling of each table this is, from 1. */
  let closings = 1
  let openings = 1

  const flushSure = (): void => {
    const { words } = sure
    for (let record = 0; record < sure.size(); record++) {
      const base = record * RECORD_LENGTH
      const from = placeAt(words[base + KEY.from] as number)
      const to = placeAt(words[base + KEY.to] as number)
      judge(sure, record, from, to, unpackMeta(words[base + KEY.meta] as number), words[base + KEY.ports] as number, 0)
    }
    sure.clear()
    closings = (closings % EPOCHS) + 1
  }

  const flushOpen = (): void => {
    const { words } = open
    for (let record = 0; record < open.size(); record++) {
      const base = record * RECORD_LENGTH
      const meta = unpackMeta(words[base + KEY.meta] as number)
      const ports = words[base + KEY.ports] as number
      const [fromPort, toPort] = [ports >>> 16, ports & 0xffff]
      const from = placeAt(words[base + KEY.from] as number)
      const to = placeAt(words[base + KEY.to] as number)
      const { protocol, direction } = meta
      if (direction === DIRECTION.sure || cover.answering(from, to, protocol, fromPort).length > 0) {
        judge(open, record, from, to, { ...meta, evidence: 'log' }, toPort, fromPort)
        continue
      }
      const { isTurned, evidence, isAnswer } = decideCaller(
        { from, to, fromPort, toPort, protocol, direction },
        cover,
        listenersAt,
      )
      if (isAnswer) noise.answer += words[base + COUNTED.count] as number
      else if (isTurned) {
        const local = meta.local === LOCAL.from ? LOCAL.to : meta.local === LOCAL.to ? LOCAL.from : meta.local
        judge(open, record, to, from, { ...meta, local, evidence }, fromPort, 0)
      } else judge(open, record, from, to, { ...meta, evidence }, toPort, 0)
    }
    open.clear()
    openings = (openings % EPOCHS) + 1
  }

  const count = (isNew: boolean, isDrop: boolean, host: number, evidence: number): number => {
    const direction = row[AT_DIRECTION] as number
    const protocol = row[AT_PROTOCOL] as number
    const fromPort = row[AT_FROM_PORT] as number
    const toPort = row[AT_TO_PORT] as number
    const mayAnswer = protocol === UDP && direction !== LATE && cover.mayAnswer(protocol, fromPort, toPort)
    const isOpen =
      direction === NOBODY_KNOWS || (direction === A_PACKET && fromPort < toPort && toPort >= 1024) || mayAnswer
    const table = isOpen ? open : sure
    const from = row[AT_FROM] as number
    const to = row[AT_TO] as number
    const ports = isOpen ? (fromPort << 16) | toPort : toPort
    const meta = packMeta(
      protocol,
      row[AT_LOCAL] as number,
      direction === A_PACKET && !isOpen ? SURE : direction,
      row[AT_UTC] as number,
      row[AT_ACTION] === STEALTH ? 1 : 0,
      evidence,
      host,
    )
    let place = table.place(from, to, ports, meta)
    if (place < 0) {
      if (isOpen) flushOpen()
      else flushSure()
      place = table.place(from, to, ports, meta)
    }
    const time = row[AT_TIME] as number
    table.add(place, isNew ? 1 : 0, isDrop ? 1 : 0, time, time, row[AT_ORIGIN] as number)
    return ((isOpen ? openings : closings) << EPOCH_AT) | (isOpen ? OPEN : 0) | place
  }

  const again = (note: number, time: number): boolean => {
    const isOpen = (note & OPEN) !== 0
    if (note >>> EPOCH_AT !== (isOpen ? openings : closings)) return false
    if (time === 0) return true
    const { words } = isOpen ? open : sure
    const base = (note & PLACE) * RECORD_LENGTH
    if (time > (words[base + AT_LAST] as number)) words[base + AT_LAST] = time
    if (time < (words[base + AT_FIRST] as number)) words[base + AT_FIRST] = time
    return true
  }

  return {
    count,
    again,
    flushOpen,
    flush: () => {
      flushOpen()
      flushSure()
    },
  }
}
