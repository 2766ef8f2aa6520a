// SPDX-License-Identifier: MIT
import { isWord } from './is-word.ts'
import { ACTION, DIRECTION, ICMP4, ICMP6, LOCAL, NO_TYPE, ROW, UDP } from './log-row.ts'
import type { LogSink } from './log-sink.ts'
import { readPort } from './read-number.ts'
import { readProtocol } from './read-protocol.ts'

/** Where the values of an event stand in the bytes; a start below 0 is none. */
export interface EventValues {
  readonly starts: Int32Array
  readonly ends: Int32Array
}

/** Data of the events of the Windows Filtering Platform, in the order in which they stand there. */
export const EVENT_DATA = [
  'Direction',
  'SourceAddress',
  'SourcePort',
  'DestAddress',
  'DestPort',
  'Protocol',
  'FilterOrigin',
] as const

export const DATA = {
  direction: 0,
  source: 1,
  sourcePort: 2,
  dest: 3,
  destPort: 4,
  protocol: 5,
  origin: 6,
} as const

/** What an event tells of: a packet or connection, a listener, or something else. */
export const eventKind = (id: number): 'passed' | 'dropped' | 'packet' | 'listener' | 'other' =>
  id === 5156
    ? 'passed'
    : id === 5157 || id === 5159 || id === 5155
      ? 'dropped'
      : id === 5152 || id === 5153
        ? 'packet'
        : id === 5154
          ? 'listener'
          : 'other'

/**
 * Hands an event over whose values were found; time and clock stand in the row already. The source is who called, in both
 * directions: the documentation of 5156 says otherwise of inbound ones, and all events that were ever counted say this. Of
 * ICMP the local end's port is the type.
 */
export const eventRow = (sink: LogSink, bytes: Buffer, id: number, { starts, ends }: EventValues) => {
  const { row, book } = sink
  const kind = eventKind(id)
  const start = (value: number): number => starts[value] as number
  const end = (value: number): number => ends[value] as number
  const has = (value: number): boolean => start(value) >= 0
  if (kind === 'other' || id === 5159 || id === 5155) return sink.other()
  const protocol = has(DATA.protocol) ? readProtocol(bytes, start(DATA.protocol), end(DATA.protocol)) : -1
  const sourcePort = has(DATA.sourcePort) ? readPort(bytes, start(DATA.sourcePort), end(DATA.sourcePort)) : -1
  if (protocol < 0 || sourcePort < 0 || !has(DATA.source)) return sink.damaged()
  row[ROW.protocol] = protocol
  if (kind === 'listener') {
    if (!book.read(bytes, start(DATA.source), end(DATA.source), row, ROW.to)) return sink.damaged()
    row[ROW.toPort] = sourcePort
    return sink.listener()
  }
  const destPort = has(DATA.destPort) ? readPort(bytes, start(DATA.destPort), end(DATA.destPort)) : -1
  if (destPort < 0 || !has(DATA.dest)) return sink.damaged()
  if (!book.read(bytes, start(DATA.source), end(DATA.source), row, ROW.from)) return sink.damaged()
  if (!book.read(bytes, start(DATA.dest), end(DATA.dest), row, ROW.to)) return sink.damaged()
  row[ROW.local] = has(DATA.direction) ? localEnd(bytes, start(DATA.direction), end(DATA.direction)) : LOCAL.unknown
  const isIcmp = protocol === ICMP4 || protocol === ICMP6
  row[ROW.fromPort] = isIcmp ? 0 : sourcePort
  row[ROW.toPort] = isIcmp ? typeOf(row[ROW.local] as number, sourcePort, destPort) : destPort
  row[ROW.action] = kind === 'passed' ? ACTION.passed : ACTION.dropped
  row[ROW.direction] = kind === 'packet' || (kind === 'dropped' && protocol === UDP) ? DIRECTION.packet : DIRECTION.sure
  row[ROW.origin] = 0
  if (kind !== 'passed' && has(DATA.origin)) {
    if (isWord(bytes, start(DATA.origin), end(DATA.origin), 'stealth')) row[ROW.action] = ACTION.stealth
    else row[ROW.origin] = sink.origin(bytes.toString('utf8', start(DATA.origin), end(DATA.origin)))
  }
  return sink.packets()
}

const typeOf = (local: number, sourcePort: number, destPort: number): number =>
  local === LOCAL.unknown ? NO_TYPE : Math.min(local === LOCAL.from ? sourcePort : destPort, NO_TYPE)

const localEnd = (bytes: Uint8Array, start: number, end: number): number => {
  if (isWord(bytes, start, end, '%%14592') || isWord(bytes, start, end, 'inbound')) return LOCAL.to
  return isWord(bytes, start, end, '%%14593') || isWord(bytes, start, end, 'outbound') ? LOCAL.from : LOCAL.unknown
}
