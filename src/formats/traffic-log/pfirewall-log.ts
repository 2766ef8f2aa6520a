// SPDX-License-Identifier: MIT
import { type Columns, columns, cutAtBlanks } from './columns.ts'
import { dropDirection } from './drop-direction.ts'
import { isNone, isWord } from './is-word.ts'
import { ACTION, DIRECTION, ICMP4, ICMP6, LOCAL, NO_TYPE, ROW, TCP, UDP } from './log-row.ts'
import type { OpenLogReader } from './log-sink.ts'
import { pfirewallShape } from './pfirewall-shape.ts'
import { readNumber, readPort } from './read-number.ts'
import { readDateAndTime } from './read-time.ts'

/** In the order of Windows since Vista; XP and Server 2003 leave out `path` in some builds, `pid` came about 2022. */
const USUAL =
  'date time action protocol src-ip dst-ip src-port dst-port size tcpflags tcpsyn tcpack tcpwin icmptype icmpcode info path pid'.split(
    ' ',
  )
const NAMES = [
  'date',
  'time',
  'action',
  'protocol',
  'src-ip',
  'dst-ip',
  'src-port',
  'dst-port',
  'tcpflags',
  'icmptype',
  'info',
  'path',
] as const

type Places = Readonly<Record<(typeof NAMES)[number], number>>

const placesOf = (fields: readonly string[]): Places =>
  Object.fromEntries(NAMES.map((name) => [name, fields.indexOf(name)])) as Places

/** The numbers that the log gives to what has a name. */
const protocolOf = (bytes: Uint8Array, start: number, end: number, isV4: boolean): number => {
  if (isWord(bytes, start, end, 'tcp')) return TCP
  if (isWord(bytes, start, end, 'udp')) return UDP
  if (isWord(bytes, start, end, 'icmp')) return isV4 ? ICMP4 : ICMP6
  const number = readNumber(bytes, start, end)
  return number <= 255 ? number : -1
}

/** `pfirewall.log` of Windows Firewall, XP included. Columns come from `#Fields`; a file that begins in the middle has the usual ones. */
export const pfirewallLog: OpenLogReader = (sink) => {
  const cut: Columns = columns()
  const { row, book } = sink
  let fields: readonly string[] = USUAL
  let at = placesOf(fields)
  const isWhole = (count: number): boolean =>
    count === fields.length || (fields.length >= 17 && (count === 17 || count === 18))

  const header = (bytes: Buffer, start: number, end: number): void => {
    const text = bytes.toString('latin1', start, end)
    const found = /^#Fields:\s*(.*?)\s*$/i.exec(text)?.[1]
    if (found === undefined) return
    if (found.toLowerCase() === fields.join(' ')) return
    fields = found.toLowerCase().split(/\s+/)
    at = placesOf(fields)
  }

  const port = (bytes: Uint8Array, column: number): number => {
    const start = cut.starts[column] as number
    const end = cut.ends[column] as number
    return isNone(bytes, start, end) ? 0 : readPort(bytes, start, end)
  }

  /** What the flags of a dropped TCP packet say: only one that opens a connection has SYN alone. */
  const dropped = (bytes: Uint8Array): number => {
    if (row[ROW.protocol] === UDP) return DIRECTION.packet
    const column = at.tcpflags
    if (row[ROW.protocol] !== TCP || column < 0) return DIRECTION.sure
    return dropDirection(bytes, cut.starts[column] as number, cut.ends[column] as number)
  }

  /** Which way an allowed packet went; without it nobody knows who called. */
  const allowed = (bytes: Uint8Array): number => {
    if (row[ROW.local] !== LOCAL.unknown) return DIRECTION.sure
    if (at.path < 0) return DIRECTION.unknown
    const isForward = isWord(bytes, cut.starts[at.path] as number, cut.ends[at.path] as number, 'forward')
    return isForward ? DIRECTION.sure : DIRECTION.unknown
  }

  const pathOf = (bytes: Uint8Array): number => {
    if (at.path < 0) return LOCAL.unknown
    const start = cut.starts[at.path] as number
    const end = cut.ends[at.path] as number
    if (isWord(bytes, start, end, 'send')) return LOCAL.from
    return isWord(bytes, start, end, 'receive') ? LOCAL.to : LOCAL.unknown
  }

  /** False where the row says nothing that can be understood. */
  const packet = (bytes: Buffer, action: number, actionEnd: number): boolean => {
    if (!book.read(bytes, cut.starts[at['src-ip']] as number, cut.ends[at['src-ip']] as number, row, ROW.from))
      return false
    if (!book.read(bytes, cut.starts[at['dst-ip']] as number, cut.ends[at['dst-ip']] as number, row, ROW.to))
      return false
    const isV4 = book.isV4(row[ROW.to] as number)
    if (isV4 !== book.isV4(row[ROW.from] as number)) return false
    const protocol = protocolOf(bytes, cut.starts[at.protocol] as number, cut.ends[at.protocol] as number, isV4)
    if (protocol < 0) return false
    row[ROW.protocol] = protocol
    const hasPorts = protocol === TCP || protocol === UDP
    const fromPort = hasPorts ? port(bytes, at['src-port']) : 0
    const toPort = hasPorts ? port(bytes, at['dst-port']) : typeOf(bytes)
    if (fromPort < 0 || toPort < 0) return false
    row[ROW.fromPort] = fromPort
    row[ROW.toPort] = toPort
    row[ROW.local] = pathOf(bytes)
    row[ROW.action] = ACTION.passed
    if (isWord(bytes, action, actionEnd, 'allow')) row[ROW.direction] = allowed(bytes)
    else if (isWord(bytes, action, actionEnd, 'drop')) {
      row[ROW.action] = ACTION.dropped
      row[ROW.direction] = dropped(bytes)
    } else if (isWord(bytes, action, actionEnd, 'open')) {
      row[ROW.direction] = DIRECTION.sure
      row[ROW.local] = LOCAL.from
    } else if (isWord(bytes, action, actionEnd, 'open-inbound')) {
      row[ROW.direction] = DIRECTION.sure
      row[ROW.local] = LOCAL.to
    } else if (isWord(bytes, action, actionEnd, 'close')) row[ROW.direction] = DIRECTION.unknown
    else return false
    return true
  }

  const typeOf = (bytes: Uint8Array): number => {
    const isIcmp = row[ROW.protocol] === ICMP4 || row[ROW.protocol] === ICMP6
    if (!isIcmp) return 0
    if (at.icmptype < 0) return NO_TYPE
    const start = cut.starts[at.icmptype] as number
    const end = cut.ends[at.icmptype] as number
    if (start === end || isNone(bytes, start, end)) return NO_TYPE
    const type = readNumber(bytes, start, end)
    return type <= 255 ? type : -1
  }

  const needed = (): boolean =>
    at.action >= 0 &&
    at.protocol >= 0 &&
    at['src-ip'] >= 0 &&
    at['dst-ip'] >= 0 &&
    at['src-port'] >= 0 &&
    at['dst-port'] >= 0

  return {
    layout: () => fields,
    shapeOf: (line) => pfirewallShape(line, fields),
    piece: (bytes, start, end) => {
      if (bytes[start] === 35) return header(bytes, start, end)
      const count = cutAtBlanks(bytes, start, end, cut)
      if (count === 0) return
      if (!needed() || !isWhole(count)) return sink.damaged()
      // A row may have fewer columns than its header: those say nothing, and nothing of the row before.
      for (let column = count; column < fields.length; column++) cut.starts[column] = cut.ends[column] = end
      row[ROW.time] = 0
      if (at.date >= 0 && at.time >= 0) {
        const date = cut.starts[at.date] as number
        const time = cut.starts[at.time] as number
        if ((cut.ends[at.date] as number) - date !== 10 || (cut.ends[at.time] as number) - time < 8)
          return sink.damaged()
        row[ROW.time] = readDateAndTime(bytes, date, time)
        if (row[ROW.time] === 0) return sink.damaged()
      }
      const action = cut.starts[at.action] as number
      const actionEnd = cut.ends[at.action] as number
      if (isWord(bytes, action, actionEnd, 'info-events-lost')) {
        const events = at.info < 0 ? -1 : readNumber(bytes, cut.starts[at.info] as number, cut.ends[at.info] as number)
        return sink.lost(Math.max(events, 0))
      }
      row[ROW.utc] = 0
      row[ROW.origin] = 0
      return packet(bytes, action, actionEnd) ? sink.packets() : sink.damaged()
    },
  }
}
