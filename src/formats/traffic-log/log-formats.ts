// SPDX-License-Identifier: MIT
import { connectionCsv } from './connection-csv.ts'
import { connectionJson } from './connection-json.ts'
import { cutEvents } from './cut-events.ts'
import { cutLines } from './cut-lines.ts'
import { cutObjects } from './cut-objects.ts'
import type { Cutter, Piece } from './cut-pieces.ts'
import { eventCsv } from './event-csv.ts'
import { eventJson } from './event-json.ts'
import { eventXml } from './event-xml.ts'
import type { LogFormat, LogKind } from './log-kind.ts'
import type { OpenLogReader } from './log-sink.ts'
import { netstatList } from './netstat-list.ts'
import { pfirewallLog } from './pfirewall-log.ts'
import { usualRows } from './usual-rows.ts'
import { zeekJson } from './zeek-json.ts'
import { zeekTsv } from './zeek-tsv.ts'

interface LogFacts {
  readonly format: LogFormat
  /** Reads any row. */
  readonly exact: OpenLogReader
  /** Reads the same, most rows faster. */
  readonly open: OpenLogReader
  readonly cut: (piece: Piece, tooLong: () => void, run?: (bytes: Buffer, start: number) => number) => Cutter
}

const lines = (format: LogFormat, exact: OpenLogReader): LogFacts => ({
  format,
  exact,
  open: usualRows(exact),
  cut: cutLines,
})

const objects = (format: LogFormat, exact: OpenLogReader): LogFacts => ({
  format,
  exact,
  open: usualRows(exact, ' \t\r\n,'),
  cut: cutObjects,
})

/** How each kind of log is cut into pieces and read. */
export const LOG_KINDS: Readonly<Record<LogKind, LogFacts>> = {
  pfirewall: lines('pfirewall', pfirewallLog),
  netstat: lines('netstat', netstatList),
  'connection-csv': lines('connections', connectionCsv),
  'connection-json': objects('connections', connectionJson),
  'event-json': lines('events', eventJson(true)),
  'event-objects': objects('events', eventJson(false)),
  'event-xml': { format: 'events', exact: eventXml, open: usualRows(eventXml, ' \t\r\n'), cut: cutEvents },
  'event-csv': lines('events', eventCsv),
  'zeek-tsv': lines('zeek', zeekTsv),
  'zeek-json': lines('zeek', zeekJson(true)),
  'zeek-objects': objects('zeek', zeekJson(false)),
}
