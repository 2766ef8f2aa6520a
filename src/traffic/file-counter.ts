// SPDX-License-Identifier: MIT
import type { Party } from '../flows/party.ts'
import type { AddressBook } from '../formats/traffic-log/address-book.ts'
import {
  AT_ACTION,
  AT_DIRECTION,
  AT_FROM,
  AT_FROM_PORT,
  AT_LOCAL,
  AT_PROTOCOL,
  AT_TIME,
  AT_TO,
  AT_TO_PORT,
  AT_UTC,
  DROPPED,
  LATE,
  type LogRow,
  TO_HERE,
} from '../formats/traffic-log/log-row.ts'
import type { LogSink } from '../formats/traffic-log/log-sink.ts'
import type { CallTables } from './call-tables.ts'
import { type ConversationHash, hashConversation } from './conversation-hash.ts'
import { type Listening, ownListeners } from './own-listeners.ts'
import type { Place } from './place.ts'
import { type RecentConversations, SEEN } from './recent-conversations.ts'
import { clearSpan, spanTexts, timeSpan, widen } from './time-span.ts'
import type { LogFile } from './traffic.ts'
import { whoseLog } from './whose-log.ts'
import type { Address } from './words-address.ts'

export interface FileCounter {
  readonly sink: LogSink
  /** Rows so far. */
  readonly rows: () => number
  /** Another host of the estate whose log it seems to be, where `--host` said whose; else null. */
  readonly another: () => string | null
  /** The file is read; `fault` says why not to its end. */
  readonly end: (fault: string | null) => LogFile
}

/** What the counters of all files share. */
export interface Counting {
  readonly row: LogRow
  readonly book: AddressBook
  readonly tables: CallTables
  readonly recent: RecentConversations
  readonly placeAt: (address: number) => Place
  readonly placeOf: (address: Address) => Place
  readonly hosts: readonly Party[]
  readonly givenHost: Party | null
  readonly since: number | null
  readonly listening: Listening
  readonly originOf: (name: string) => number
  readonly markLogged: (party: Party) => void
  /** After each row: what is full is emptied. */
  readonly settle: () => void
}

const NOTHING = { lines: 0, skipped: 0, duplicates: 0, other: 0, before: 0, lost: 0 }

/**
 * Counts the rows of files, one file after the other: what V8 made of the functions that count serves all of them, which it would
 * not if each file had functions of its own.
 */
export const fileCounter = (counting: Counting): ((path: string, format: string) => FileCounter) => {
  const { row, book, tables, recent, placeAt, placeOf, hosts, givenHost, since, listening, settle } = counting
  const span = timeSpan()
  const stats = { ...NOTHING }
  const whose = whoseLog(row, book, placeAt, hosts, givenHost)
  const own = ownListeners(row, book, placeAt, placeOf, listening)
  const hash: ConversationHash = { low: 0, high: 0 }
  const hostNumbers = new Map(hosts.slice(0, 65_535).map((party, index) => [party, index + 1] as const))
  let path = ''
  let format = ''
  let isList = false

  /** Whether a row like the last one could only repeat it. */
  let isRepeatable = false

  /** Counts the row that was read; where it only repeats one, that may be all. */
  const packets = (): void => {
    isRepeatable = false
    const time = row[AT_TIME] as number
    if (time !== 0) {
      if (since !== null && time < since) {
        stats.before++
        return
      }
      widen(span, time, time, row[AT_UTC] === 1)
    }
    if (isList) own.noteLocal()
    whose.localise()
    const evidence = isList ? own.decide() : 0
    hashConversation(
      book.mixes,
      row[AT_FROM] as number,
      row[AT_FROM_PORT] as number,
      row[AT_TO] as number,
      row[AT_TO_PORT] as number,
      row[AT_PROTOCOL] as number,
      hash,
    )
    isRepeatable = whose.isFound()
    const isDrop = (row[AT_ACTION] as number) >= DROPPED
    const state = recent.see(hash.low, hash.high, isDrop)
    if (state !== SEEN.new) stats.duplicates++
    if (state === SEEN.again && tables.again(recent.note(), time)) return
    if (state !== SEEN.new && row[AT_DIRECTION] === LATE) return
    const isForMany = row[AT_LOCAL] === TO_HERE && book.isForMany(row[AT_TO] as number)
    const owner = isForMany ? whose.owner() : null
    const number = owner === null ? 0 : (hostNumbers.get(owner) ?? 0)
    recent.setNote(tables.count(state === SEEN.new, isDrop && state !== SEEN.again, number, evidence))
  }

  const sink: LogSink = {
    row,
    book,
    packets: () => {
      stats.lines++
      packets()
      settle()
    },
    again: () => {
      if (!isRepeatable || recent.isFull() || !tables.again(recent.note(), row[AT_TIME] as number)) return false
      stats.lines++
      stats.duplicates++
      return true
    },
    listener: () => {
      stats.lines++
      stats.other++
      own.add(isList)
      settle()
    },
    other: () => {
      stats.lines++
      stats.other++
      settle()
    },
    lost: (events) => {
      stats.lines++
      stats.other++
      stats.lost += events
    },
    damaged: () => {
      stats.lines++
      stats.skipped++
      settle()
    },
    host: whose.named,
    origin: counting.originOf,
  }

  const end = (fault: string | null): LogFile => {
    const owner = whose.owner()
    if (own.tell(owner)) {
      if (owner !== null) counting.markLogged(owner)
      // These listeners are those of this list: what is open is decided before the next file.
      tables.flushOpen()
    }
    return { path, format, ...stats, ...spanTexts(span), fault }
  }
  const counter = { sink, end, rows: () => stats.lines, another: whose.another }
  return (nextPath, nextFormat) => {
    path = nextPath
    format = nextFormat
    isList = format === 'netstat' || format === 'connections'
    isRepeatable = false
    Object.assign(stats, NOTHING)
    clearSpan(span)
    whose.begin()
    own.begin()
    return counter
  }
}
