// SPDX-License-Identifier: MIT
import { cutObjects } from './cut-objects.ts'

export const LOG_FORMATS = ['pfirewall', 'netstat', 'connections', 'events', 'zeek'] as const
export type LogFormat = (typeof LOG_FORMATS)[number]

export type LogKind =
  | 'pfirewall'
  | 'netstat'
  | 'connection-csv'
  | 'connection-json'
  | 'event-json'
  | 'event-objects'
  | 'event-xml'
  | 'event-csv'
  | 'zeek-tsv'
  | 'zeek-json'
  | 'zeek-objects'

/** What a file is that is not read: nothing at all, events in words, an event log in binary, an archive, something else. */
export type NoLog = 'empty' | 'words' | 'evtx' | 'archive' | 'unknown'

const ROW_OF_PFIREWALL = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (?:ALLOW|DROP|OPEN|OPEN-INBOUND|CLOSE|INFO-EVENTS-LOST) /m
const ROW_OF_NETSTAT = /^[ \t]*(?:TCP|UDP)[ \t]+\S+:\d+[ \t]+\S*:(?:\d+|\*)/im
const ROW_OF_ZEEK = /^\d{9,10}\.\d+\t\S+\t[0-9a-f.:]+\t\d+\t[0-9a-f.:]+\t\d+\t(?:tcp|udp|icmp|unknown_transport)\t/m
/** The provider's name is no word of a language; it stands in every form in which events are written in words. */
const EVENT_WORDS = /Microsoft[- ]Windows[- ]Security[- ]Auditing/i

/** What a log is, by its beginning. `text` is decoded, one character a byte. */
export const logKind = (text: string): LogKind | NoLog => {
  const start = text.replace(/^[\s\0]+/, '')
  if (start === '') return 'empty'
  if (start.startsWith('ElfFile')) return 'evtx'
  if (start.startsWith('PK\u0003\u0004') || start.startsWith('7z\u00bc\u00af')) return 'archive'
  if (/^#separator|^#fields\tts\t/m.test(text) && /^#fields\b.*\bid\.orig_h\b/m.test(text)) return 'zeek-tsv'
  if (/^#Fields:.*\bsrc-ip\b/im.test(text)) return 'pfirewall'
  if (start.startsWith('<')) return /<Event[ >]/.test(start) ? 'event-xml' : 'unknown'
  if (/^(?:Record \d+\s+)?[{[]/.test(start)) return jsonKind(start)
  if (ROW_OF_PFIREWALL.test(text)) return 'pfirewall'
  if (ROW_OF_ZEEK.test(text)) return 'zeek-tsv'
  const table = csvKind(start)
  if (table !== null) return table
  if (ROW_OF_NETSTAT.test(text)) return 'netstat'
  if (/^#(?:Version|Software: Microsoft Windows Firewall)/m.test(text) && !/^#Fields:/m.test(text)) return 'pfirewall'
  return EVENT_WORDS.test(text) ? 'words' : 'unknown'
}

/** Whether the first line is a row: what was written with indents, in an array or in a frame is cut by its braces. */
const isLines = (text: string): boolean => {
  const line = Buffer.from((text.split(/\r\n|\n|\r/, 1)[0] as string).replace(/,?\s*$/, ''), 'latin1')
  const pieces: number[] = []
  const cutter = cutObjects(
    (_, start, end) => pieces.push(end - start),
    () => pieces.push(0),
  )
  cutter.push(line)
  cutter.end()
  try {
    return pieces.length === 1 && pieces[0] === line.length && JSON.parse(line.toString()) !== null
  } catch {
    return false
  }
}

const jsonKind = (text: string): LogKind | NoLog => {
  if (/"(?:id[._])?orig_h"\s*:/.test(text) && /"(?:id[._])?resp_h"\s*:/.test(text))
    return isLines(text) ? 'zeek-json' : 'zeek-objects'
  if (/"LocalAddress"\s*:/.test(text) && /"LocalPort"\s*:/.test(text)) return 'connection-json'
  if (/"SourceAddress"\s*:/.test(text) || /"(?:EventID|event_id|EventId)"\s*:/.test(text))
    return isLines(text) ? 'event-json' : 'event-objects'
  return EVENT_WORDS.test(text) ? 'words' : 'unknown'
}

const csvKind = (text: string): LogKind | NoLog | null => {
  const line = text.split(/\r\n|\n|\r/).find((one) => one !== '' && !one.startsWith('#')) ?? ''
  const names = new Set(
    line.split(/[,;\t]/).map((name) =>
      name
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .toLowerCase(),
    ),
  )
  if (names.has('localaddress') && names.has('localport')) return 'connection-csv'
  if (names.has('sourceaddress') && names.has('destaddress') && names.has('destport')) return 'event-csv'
  return names.size > 3 && EVENT_WORDS.test(text) ? 'words' : null
}
