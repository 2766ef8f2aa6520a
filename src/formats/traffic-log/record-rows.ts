// SPDX-License-Identifier: MIT
import { addressBook } from './address-book.ts'
import {
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
  logRow,
} from './log-row.ts'
import type { LogSink } from './log-sink.ts'
import {
  ACTION_AT,
  AGAIN,
  COUNT_AT,
  DAMAGED,
  DIRECTION_AT,
  HOST,
  LISTENER,
  LOCAL_AT,
  LOST,
  MOST_COUNTED,
  OTHER,
  PACKET_WORDS,
  PACKETS,
  type PartRows,
  PROTOCOL_AT,
  type RowTape,
  SAID_BITS,
  UTC_AT,
} from './row-tape.ts'

/** Two numbers of addresses share a word. */
const MOST_ADDRESSES = 32_768

export interface Recorder {
  readonly sink: LogSink
  /**
   * What was said since the last time; it stands until the next but one is taken. Of what drops packets there are all that were
   * ever named: rows may name them again.
   */
  readonly take: () => Omit<PartRows, 'head'>
}

/** Threads read it as it stands: each new page of memory costs more than the rows that it holds. */
const shared = (length: number): Uint32Array<SharedArrayBuffer> => new Uint32Array(new SharedArrayBuffer(4 * length))

/** Writes down what a reader says, to be said again elsewhere. */
export const recordRows = (): Recorder => {
  const row = logRow()
  const book = addressBook(MOST_ADDRESSES)
  let tapes: RowTape[] = []
  const origins = new Map<string, number>()
  let hosts: string[] = []
  let words = shared(65_536)
  let others = shared(65_536)
  /** Where the tape begins, and where its next word goes. */
  let first = 0
  let length = 0
  let addresses = 0
  /** Where the last word stands that counts; -1 where it may not be counted on. */
  let counting = -1

  const room = (): void => {
    if (length + PACKET_WORDS <= words.length) return
    const larger = shared(words.length * 2)
    larger.set(words)
    words = larger
  }
  const note = (address: number): number => {
    if (address >= addresses) addresses = address + 1
    return address
  }
  const settle = (): void => {
    if (book.isFull()) cutTape()
  }
  const cutTape = (): void => {
    tapes.push({ words: words.subarray(first, length), addresses: book.words.slice(0, addresses * 4) })
    first = length
    addresses = 0
    counting = -1
    book.clear()
  }
  const count = (what: number): void => {
    if (counting >= 0) {
      const word = words[counting] as number
      if ((word & SAID_BITS) === what && word >>> COUNT_AT < MOST_COUNTED) {
        words[counting] = word + (1 << COUNT_AT)
        return
      }
    }
    room()
    counting = length
    words[length++] = what | (1 << COUNT_AT)
  }
  const put = (what: number, value: number): void => {
    room()
    counting = -1
    words[length++] = what
    words[length++] = value
  }

  const sink: LogSink = {
    row,
    book,
    packets: () => {
      room()
      counting = -1
      words[length] =
        PACKETS |
        ((row[AT_PROTOCOL] as number) << PROTOCOL_AT) |
        ((row[AT_ACTION] as number) << ACTION_AT) |
        ((row[AT_DIRECTION] as number) << DIRECTION_AT) |
        ((row[AT_LOCAL] as number) << LOCAL_AT) |
        ((row[AT_UTC] as number) << UTC_AT)
      words[length + 1] = (note(row[AT_FROM] as number) << 16) | note(row[AT_TO] as number)
      words[length + 2] = ((row[AT_FROM_PORT] as number) << 16) | (row[AT_TO_PORT] as number)
      words[length + 3] = row[AT_TIME] as number
      words[length + 4] = row[AT_ORIGIN] as number
      length += PACKET_WORDS
      settle()
    },
    // The row before stands on the tape, unless that was just cut.
    again: () => {
      if (length === first) return false
      count(AGAIN)
      return true
    },
    listener: () => {
      room()
      counting = -1
      words[length++] = LISTENER | ((row[AT_PROTOCOL] as number) << PROTOCOL_AT)
      words[length++] = note(row[AT_TO] as number)
      words[length++] = row[AT_TO_PORT] as number
      settle()
    },
    other: () => {
      count(OTHER)
      settle()
    },
    damaged: () => {
      count(DAMAGED)
      settle()
    },
    lost: (events) => put(LOST, events),
    host: (name) => put(HOST, hosts.push(name) - 1),
    origin: (name) => {
      const known = origins.get(name)
      if (known !== undefined) return known
      origins.set(name, origins.size + 1)
      return origins.size
    },
  }
  const take: Recorder['take'] = () => {
    cutTape()
    const taken = { tapes, origins: [...origins.keys()], hosts }
    tapes = []
    hosts = []
    const free = others
    others = words
    words = free
    first = 0
    length = 0
    return taken
  }
  return { sink, take }
}
