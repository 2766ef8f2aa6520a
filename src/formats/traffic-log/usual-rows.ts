// SPDX-License-Identifier: MIT
import { dropDirection } from './drop-direction.ts'
import { isMapped } from './is-mapped.ts'
import { knownAddresses } from './known-addresses.ts'
import { ACTION, DIRECTION, LOCAL, ROW, TCP, UDP } from './log-row.ts'
import type { LogSink } from './log-sink.ts'
import { readDateAndTime } from './read-time.ts'

const BLANK = 32
const LINE_FEED = 10
const RETURN = 13

/** Longer than any usual row: where less is left of the bytes, rows are read one by one. */
const LONGEST = 256
/** Columns from the flags to the path. */
const TO_PATH = 7

const letters = (text: string): number => Buffer.from(text).readUInt32LE()
const [ALLO, DROP, TCP_, UDP_, SEND, RECE, EIVE] = ['ALLO', 'DROP', 'TCP ', 'UDP ', 'SEND', 'RECE', 'EIVE'].map(
  letters,
) as [number, number, number, number, number, number, number]

/** What stands between size and path, with both blanks, where nothing of it has a value. */
const UDP_MIDDLE = ' - - - - - - - '
const TCP_MIDDLE = ' - 0 0 0 - - - '
const middle = (text: string): readonly number[] => [0, 4, 8, 11].map((at) => letters(text.slice(at)))
const [U0, U1, U2, U3] = middle(UDP_MIDDLE) as [number, number, number, number]
const [T0, T1, T2, T3] = middle(TCP_MIDDLE) as [number, number, number, number]

/**
 * Almost all rows of `pfirewall.log`: TCP or UDP, allowed or dropped, sent or received, in the usual columns with one blank
 * between. Reads as many of them as stand one behind the other, in one pass over the bytes; gives where the first other row
 * begins, which the reader of any row takes.
 */
export const usualRows = (sink: LogSink): ((bytes: Buffer, start: number) => number) => {
  const { row } = sink
  const addressAt = knownAddresses()
  let clock = [0, 0, 0, 0, 0]
  let time = 0

  /** Seconds of a date and time; many rows share theirs with the row before. */
  const timeAt = (view: DataView, bytes: Buffer, at: number): number => {
    const a = view.getInt32(at, true)
    const b = view.getInt32(at + 4, true)
    const c = view.getInt32(at + 8, true)
    const d = view.getInt32(at + 12, true)
    const e = view.getInt32(at + 15, true)
    if (a === clock[0] && b === clock[1] && c === clock[2] && d === clock[3] && e === clock[4]) return time
    clock = [a, b, c, d, e]
    time = readDateAndTime(bytes, at, at + 11)
    return time
  }

  /** Reads one row; gives where the next begins, -1 where it is not a usual one. */
  const rowAt = (view: DataView, bytes: Buffer, start: number): number => {
    if (bytes[start + 10] !== BLANK || bytes[start + 19] !== BLANK) return -1
    let at = start + 20
    const action = view.getUint32(at, true)
    const isDrop = action === DROP
    if (isDrop) at += 5
    else if (action === ALLO && bytes[at + 4] === 87) at += 6
    else return -1
    if (bytes[at - 1] !== BLANK) return -1
    const protocol = view.getUint32(at, true)
    const isTcp = protocol === TCP_
    if (!isTcp && protocol !== UDP_) return -1
    at = addressAt(bytes, view, at + 4, row, ROW.from)
    if (at < 0) return -1
    at = addressAt(bytes, view, at + 1, row, ROW.to)
    if (at++ < 0 || isMapped(row, ROW.from) !== isMapped(row, ROW.to)) return -1
    for (let word: number = ROW.fromPort; word <= ROW.toPort; word++) {
      let port = 0
      const first = at
      for (let digit = (bytes[at] as number) - 48; digit >= 0 && digit <= 9; digit = (bytes[++at] as number) - 48)
        port = port * 10 + digit
      if (at === first || at - first > 5 || port > 65535 || bytes[at++] !== BLANK) return -1
      row[word] = port
    }
    const size = at
    while (at < size + 8 && (bytes[at] as number) > BLANK) at++
    if (at === size || bytes[at] !== BLANK) return -1
    let direction: number = isDrop && !isTcp ? DIRECTION.packet : DIRECTION.sure
    const [a, b, c, d] = isTcp ? [T0, T1, T2, T3] : [U0, U1, U2, U3]
    const isPlain =
      view.getUint32(at, true) === a &&
      view.getUint32(at + 4, true) === b &&
      view.getUint32(at + 8, true) === c &&
      view.getUint32(at + 11, true) === d
    if (isPlain) at += UDP_MIDDLE.length
    else {
      const flags = ++at
      while (at < flags + 16 && (bytes[at] as number) > BLANK) at++
      if (at === flags) return -1
      if (isDrop && isTcp) direction = dropDirection(bytes, flags, at)
      for (let column = 1; column < TO_PATH; column++) {
        if (bytes[at] !== BLANK) return -1
        const first = ++at
        while (at < first + 16 && (bytes[at] as number) > BLANK) at++
        if (at === first) return -1
      }
      if (bytes[at++] !== BLANK) return -1
    }
    const path = view.getUint32(at, true)
    const isSend = path === SEND
    if (isSend) at += 4
    else if (path === RECE && view.getUint32(at + 3, true) === EIVE) at += 7
    else return -1
    if (bytes[at] === BLANK) {
      const pid = ++at
      while (at < pid + 10 && (bytes[at] as number) >= 48 && (bytes[at] as number) <= 57) at++
      if (at === pid) return -1
    }
    if (bytes[at] === RETURN) at++
    if (bytes[at] !== LINE_FEED) return -1
    const seconds = timeAt(view, bytes, start)
    if (seconds === 0) return -1
    row[ROW.time] = seconds
    row[ROW.protocol] = isTcp ? TCP : UDP
    row[ROW.local] = isSend ? LOCAL.from : LOCAL.to
    row[ROW.action] = isDrop ? ACTION.dropped : ACTION.passed
    row[ROW.direction] = direction
    return at + 1
  }

  return (bytes, start) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    const last = bytes.length - LONGEST
    row[ROW.utc] = 0
    row[ROW.origin] = 0
    let at = start
    while (at < last) {
      const next = rowAt(view, bytes, at)
      if (next < 0) break
      sink.packets()
      at = next
    }
    return at
  }
}
