// SPDX-License-Identifier: MIT
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
  LISTENER_WORDS,
  LOCAL_AT,
  LOST,
  OTHER,
  PACKET_WORDS,
  PACKETS,
  type PartRows,
  PROTOCOL_AT,
  type RowTape,
  SAID_BITS,
  UTC_AT,
} from './row-tape.ts'

/** Says again what readers said of parts of a log. */
export const replayRows = (sink: LogSink): ((part: PartRows) => void) => {
  const { row, book } = sink
  let words: RowTape['words'] = new Uint32Array()
  let addresses: RowTape['addresses'] = new Uint32Array()
  /** The number in the sink's book of each address of the tape, found when it is first asked for; -1 before. */
  const numbers = new Int32Array(65_536)
  let epoch = 0
  /** The numbers of what drops packets, likewise. */
  let names: readonly string[] = []
  let origins: (number | undefined)[] = []
  /** Where the row stands that was said last. */
  let last = 0

  const numberOf = (address: number): number => {
    if (epoch !== book.epoch()) {
      numbers.fill(-1)
      epoch = book.epoch()
    }
    let number = numbers[address] as number
    if (number < 0) {
      number = book.add(addresses, address * 4)
      numbers[address] = number
    }
    return number
  }
  const originOf = (origin: number): number => {
    if (origin === 0) return 0
    origins[origin] ??= sink.origin(names[origin - 1] as string)
    return origins[origin]
  }
  const fill = (at: number): void => {
    const said = words[at] as number
    const ends = words[at + 1] as number
    const ports = words[at + 2] as number
    row[AT_FROM] = numberOf(ends >>> 16)
    row[AT_TO] = numberOf(ends & 0xffff)
    row[AT_FROM_PORT] = ports >>> 16
    row[AT_TO_PORT] = ports & 0xffff
    row[AT_TIME] = words[at + 3] as number
    row[AT_PROTOCOL] = (said >>> PROTOCOL_AT) & 255
    row[AT_ACTION] = (said >>> ACTION_AT) & 3
    row[AT_DIRECTION] = (said >>> DIRECTION_AT) & 3
    row[AT_LOCAL] = (said >>> LOCAL_AT) & 3
    row[AT_UTC] = (said >>> UTC_AT) & 1
    row[AT_ORIGIN] = originOf(words[at + 4] as number)
  }
  const again = (count: number): void => {
    for (let left = count; left > 0; left--) {
      if (sink.again()) continue
      fill(last)
      sink.packets()
    }
  }
  /** Says what one word and those behind it say; gives where the next stands. */
  const say = (at: number, what: number, count: number, hosts: readonly string[]): number => {
    switch (what) {
      case AGAIN:
        again(count)
        return at + 1
      case LISTENER:
        row[AT_PROTOCOL] = count
        row[AT_TO] = numberOf(words[at + 1] as number)
        row[AT_TO_PORT] = words[at + 2] as number
        sink.listener()
        return at + LISTENER_WORDS
      case OTHER:
        for (let left = count; left > 0; left--) sink.other()
        return at + 1
      case DAMAGED:
        for (let left = count; left > 0; left--) sink.damaged()
        return at + 1
      case LOST:
        sink.lost(words[at + 1] as number)
        return at + 2
      case HOST:
        sink.host(hosts[words[at + 1] as number] as string)
        return at + 2
      default:
        throw new RangeError('a tape of rows says what nobody knows')
    }
  }
  const play = (hosts: readonly string[]): void => {
    for (let at = 0; at < words.length; ) {
      const word = words[at] as number
      if ((word & SAID_BITS) !== PACKETS) {
        at = say(at, word & SAID_BITS, word >>> COUNT_AT, hosts)
        continue
      }
      last = at
      fill(at)
      sink.packets()
      at += PACKET_WORDS
    }
  }
  return (part) => {
    names = part.origins
    origins = []
    for (const tape of part.tapes) {
      words = tape.words
      addresses = tape.addresses
      numbers.fill(-1, 0, addresses.length / 4)
      play(part.hosts)
    }
  }
}
