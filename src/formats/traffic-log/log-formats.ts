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
import { zeekJson } from './zeek-json.ts'
import { zeekTsv } from './zeek-tsv.ts'

interface LogFacts {
  readonly format: LogFormat
  readonly open: OpenLogReader
  readonly cut: (piece: Piece, tooLong: () => void, run?: (bytes: Buffer, start: number) => number) => Cutter
}

/** How each kind of log is cut into pieces and read. */
export const LOG_KINDS: Readonly<Record<LogKind, LogFacts>> = {
  pfirewall: { format: 'pfirewall', open: pfirewallLog, cut: cutLines },
  netstat: { format: 'netstat', open: netstatList, cut: cutLines },
  'connection-csv': { format: 'connections', open: connectionCsv, cut: cutLines },
  'connection-json': { format: 'connections', open: connectionJson, cut: cutObjects },
  'event-json': { format: 'events', open: eventJson, cut: cutLines },
  'event-xml': { format: 'events', open: eventXml, cut: cutEvents },
  'event-csv': { format: 'events', open: eventCsv, cut: cutLines },
  'zeek-tsv': { format: 'zeek', open: zeekTsv, cut: cutLines },
  'zeek-json': { format: 'zeek', open: zeekJson, cut: cutLines },
}
