// SPDX-License-Identifier: MIT
import { isWord } from './is-word.ts'
import { ACTION, DIRECTION, LOCAL, type LogRow, ROW, TCP, UDP } from './log-row.ts'
import { readAddress } from './read-address.ts'
import { readDateAndTime } from './read-time.ts'

const BLANK = 32
const DOT = 46
/** Columns behind the ports: size, flags, syn, ack, win, icmptype, icmpcode, info, path and perhaps pid. */
const PATH = 8

/**
 * Almost every row of `pfirewall.log`: TCP or UDP, allowed or dropped, sent or received, in the usual columns with one
 * blank between. Read in one pass; false for every other row, which the reader of any row takes then.
 */
export const readUsualRow = (bytes: Uint8Array, start: number, end: number, row: LogRow): boolean => {
  if (end - start < 60 || bytes[start + 10] !== BLANK || bytes[start + 19] !== BLANK) return false
  let at = start + 20
  let isDrop = false
  if (isWord(bytes, at, at + 5, 'allow') && bytes[at + 5] === BLANK) at += 6
  else if (isWord(bytes, at, at + 4, 'drop') && bytes[at + 4] === BLANK) {
    at += 5
    isDrop = true
  } else return false
  if (bytes[at + 3] !== BLANK) return false
  const isTcp = isWord(bytes, at, at + 3, 'tcp')
  if (!isTcp && !isWord(bytes, at, at + 3, 'udp')) return false
  at = readTo(bytes, at + 4, end, row, ROW.from)
  if (at < 0) return false
  at = readTo(bytes, at, end, row, ROW.to)
  if (at < 0 || isMapped(row, ROW.from) !== isMapped(row, ROW.to)) return false
  for (let word: number = ROW.fromPort; word <= ROW.toPort; word++) {
    let port = 0
    const first = at
    for (let byte = (bytes[at] as number) - 48; byte >= 0 && byte <= 9; byte = (bytes[++at] as number) - 48)
      port = port * 10 + byte
    if (at === first || at - first > 5 || port > 65535 || bytes[at] !== BLANK) return false
    row[word] = port
    at++
  }
  let column = 0
  let flags = 0
  let flagsEnd = 0
  let path = -1
  let pathEnd = end
  let begin = at
  for (; at < end; at++) {
    if ((bytes[at] as number) !== BLANK) continue
    if (at === begin) return false
    if (column === 1) {
      flags = begin
      flagsEnd = at
    } else if (column === PATH) pathEnd = at
    column++
    begin = at + 1
    if (column === PATH) path = begin
  }
  if (begin === end || (column !== PATH && column !== PATH + 1)) return false
  const isSend = isWord(bytes, path, pathEnd, 'send')
  if (!isSend && !isWord(bytes, path, pathEnd, 'receive')) return false
  const time = readDateAndTime(bytes, start, start + 11)
  if (time === 0) return false
  row[ROW.time] = time
  row[ROW.utc] = 0
  row[ROW.origin] = 0
  row[ROW.protocol] = isTcp ? TCP : UDP
  row[ROW.local] = isSend ? LOCAL.from : LOCAL.to
  row[ROW.action] = isDrop ? ACTION.dropped : ACTION.passed
  row[ROW.direction] = isDrop ? (isTcp ? ofFlags(bytes, flags, flagsEnd) : DIRECTION.packet) : DIRECTION.sure
  return true
}

/** Only a packet that opens a connection has SYN alone; rows without flags do not say. */
export const ofFlags = (bytes: Uint8Array, start: number, end: number): number => {
  if (end - start === 1 && bytes[start] === 45) return DIRECTION.sure
  let syn = false
  let ack = false
  for (let at = start; at < end; at++) {
    if (bytes[at] === 83) syn = true
    else if (bytes[at] === 65 || bytes[at] === 82) ack = true
  }
  return syn && !ack ? DIRECTION.sure : DIRECTION.late
}

export const isMapped = (row: LogRow, word: number): boolean =>
  row[word + 2] === 0xffff && row[word] === 0 && row[word + 1] === 0

/** An address up to the next blank, and the place behind that; -1 where there is none. */
const readTo = (bytes: Uint8Array, start: number, end: number, row: LogRow, word: number): number => {
  let value = 0
  let part = 0
  let digits = 0
  let dots = 0
  let at = start
  for (; at < end; at++) {
    const digit = (bytes[at] as number) - 48
    if (digit >= 0 && digit <= 9) {
      if (digits === 1 && part === 0) break
      part = part * 10 + digit
      digits++
    } else if (digit === DOT - 48) {
      if (digits === 0 || part > 255) break
      value = (value << 8) | part
      part = 0
      digits = 0
      dots++
    } else break
  }
  if (at < end && bytes[at] === BLANK && dots === 3 && digits > 0 && part <= 255) {
    row[word] = 0
    row[word + 1] = 0
    row[word + 2] = 0xffff
    row[word + 3] = (value << 8) | part
    return at + 1
  }
  while (at < end && (bytes[at] as number) !== BLANK) at++
  return at < end && readAddress(bytes, start, at, row, word) ? at + 1 : -1
}
