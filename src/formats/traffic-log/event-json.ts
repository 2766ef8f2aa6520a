// SPDX-License-Identifier: MIT
import { eventRecord } from './event-record.ts'
import { DATA, EVENT_DATA, eventKind, eventRow } from './event-row.ts'
import { jsonLine } from './json-line.ts'
import { jsonShape } from './json-shape.ts'
import { ROW } from './log-row.ts'
import type { OpenLogReader } from './log-sink.ts'
import { readJsonDate } from './read-json-date.ts'
import { readNumber } from './read-number.ts'
import { readStamp } from './read-stamp.ts'
import type { RowShape, ValueKind } from './row-shape.ts'
import { tellHost } from './tell-host.ts'

/** Names under which collectors write the number of an event, its time and its computer; the first that a line has counts. */
const IDS = ['EventID', 'event_id', 'EventId', 'code', 'Id']
const TIMES = ['EventTime', 'SystemTime', 'TimeCreated', '@timestamp']
const COMPUTERS = ['Hostname', 'computer_name', 'Computer', 'hostname']
/** Of a call that passed nobody asks what let it. */
const DROP = EVENT_DATA.map((_, index) => index)
const CALL = DROP.slice(0, -1)
const KEYS = [...EVENT_DATA, ...IDS, ...TIMES, ...COMPUTERS]
const keysOf = (names: readonly string[]): readonly number[] => names.map((name) => KEYS.indexOf(name))
const ID_KEY = KEYS.indexOf('EventID')
/** Numbers of an event; `code` and `Id` may be those of other things too. */
const SOLE_KEYS = keysOf(['EventID', 'event_id', 'EventId'])
const [ID_KEYS, TIME_KEYS, COMPUTER_KEYS] = [keysOf(IDS), keysOf(TIMES), keysOf(COMPUTERS)]

/** The number has an attribute beside it: by its key alone it is not told from the texts of other elements. */
const NUMBER_IN_OBJECT = /"EventI[Dd]"\s*:\s*\{/

/** What the values are that every row has for itself. */
const VALUES = new Map<string, ValueKind | 'same'>([
  ['SourceAddress', 'from'],
  ['SourcePort', 'fromPort'],
  ['DestAddress', 'to'],
  ['DestPort', 'toPort'],
  ['Direction', 'same'],
  ['Protocol', 'same'],
  ['FilterOrigin', 'same'],
  ...IDS.map((name) => [name, 'same'] as const),
])

/** Events 5152 to 5157 as JSON: NXLog, winlogbeat, evtx dumps. `isLines`: one object a line. */
export const eventJson =
  (isLines: boolean): OpenLogReader =>
  (sink) => {
    const line = jsonLine(KEYS)
    const { row } = sink
    const tell = tellHost(sink)
    const first = (keys: readonly number[]): number => keys.find((key) => line.find(key)) ?? -1
    const shapeOf = (piece: string): RowShape | null => {
      if (NUMBER_IN_OBJECT.test(piece)) return null
      const named = (names: readonly string[]): string | undefined => names.find((name) => piece.includes(`"${name}"`))
      const [time, computer] = [named(TIMES), named(COMPUTERS)]
      return jsonShape(
        piece,
        (key) => (key === time ? 'time' : key === computer ? 'host' : (VALUES.get(key) ?? null)),
        isLines,
      )
    }
    const stamp = (bytes: Buffer, start: number, end: number): boolean => {
      if (readStamp(bytes, start, end, row)) return true
      row[ROW.time] = readJsonDate(bytes, start, end)
      row[ROW.utc] = row[ROW.time] === 0 ? 0 : 1
      return row[ROW.time] !== 0
    }
    /** Reads the event that the line holds. */
    const event = (bytes: Buffer, id: number): void => {
      for (const data of eventKind(id) === 'passed' ? CALL : DROP) line.find(data)
      // A time in the words of a language is no time that can be compared.
      row[ROW.time] = 0
      row[ROW.utc] = 0
      TIME_KEYS.some((key) => line.find(key) && stamp(bytes, line.starts[key] as number, line.ends[key] as number))
      const computer = first(COMPUTER_KEYS)
      if (computer >= 0) tell(bytes, line.starts[computer] as number, line.ends[computer] as number)
      eventRow(sink, bytes, id, line)
    }
    return {
      shapeOf,
      tell,
      piece: (bytes, start, end) => {
        if (end - start < 3 && (bytes[start] === 91 || bytes[start] === 93)) return
        if (!line.open(bytes, start, end)) return sink.damaged()
        const key = first(ID_KEYS)
        const id = key < 0 ? -1 : readNumber(bytes, line.starts[key] as number, line.ends[key] as number)
        // Two events in one: which of the values belong together, nobody knows.
        if (SOLE_KEYS.includes(key) && line.isTwice(key)) return sink.damaged()
        if (id >= 0 && eventKind(id) === 'other') return sink.other()
        const hasSource = line.find(DATA.source)
        if (hasSource && line.isTwice(DATA.source)) return sink.damaged()
        if (id >= 0 && hasSource) return event(bytes, id)
        const record = eventRecord(bytes.toString('utf8', start, end))
        if (record === null || !line.open(record, 0, record.length) || !line.find(ID_KEY)) return sink.damaged()
        const said = readNumber(record, line.starts[ID_KEY] as number, line.ends[ID_KEY] as number)
        if (said < 0) return sink.damaged()
        return eventKind(said) === 'other' ? sink.other() : event(record, said)
      },
    }
  }
