// SPDX-License-Identifier: MIT
import { type CellKind, cellShape } from './cell-shape.ts'
import { columns, cutCsv } from './columns.ts'
import { csvHeader } from './connection-csv.ts'
import { EVENT_DATA, eventKind, eventRow } from './event-row.ts'
import { ROW } from './log-row.ts'
import type { OpenLogReader } from './log-sink.ts'
import { readNumber } from './read-number.ts'
import { readStamp } from './read-stamp.ts'
import { tellHost } from './tell-host.ts'

const IDS = ['eventid', 'event_id', 'id', 'event id']
const TIMES = ['timecreated', 'systemtime', 'eventtime', 'time', 'date', '@timestamp', 'timegenerated']
const COMPUTERS = ['computer', 'machinename', 'hostname', 'computer_name']

/** In the order of EVENT_DATA. */
const KINDS: readonly CellKind[] = ['same', 'from', 'fromPort', 'to', 'toPort', 'same', 'same']

/** Events with a column for each piece of their data, as the data is called in XML. */
export const eventCsv: OpenLogReader = (sink) => {
  const cut = columns()
  const { row } = sink
  const tell = tellHost(sink)
  const values = { starts: new Int32Array(EVENT_DATA.length), ends: new Int32Array(EVENT_DATA.length) }
  let header = ''
  let separator = 44
  let names: readonly string[] = []
  let places: readonly number[] = []
  let [id, time, computer] = [-1, -1, -1]
  const place = (known: readonly string[]): number => names.findIndex((name) => known.includes(name))
  const take = (line: string): void => {
    header = line
    const read = csvHeader(line)
    names = read.names
    separator = read.separator.charCodeAt(0)
    places = EVENT_DATA.map((name) => names.indexOf(name.toLowerCase()))
    id = place(IDS)
    time = place(TIMES)
    computer = place(COMPUTERS)
  }
  const kindOf = (column: number): CellKind =>
    column === id
      ? 'same'
      : column === time
        ? 'time'
        : column === computer
          ? 'host'
          : (KINDS[places.indexOf(column)] ?? null)
  return {
    layout: () => names,
    tell,
    shapeOf: (line) => cellShape(line, String.fromCharCode(separator), true, kindOf),
    piece: (bytes, start, end) => {
      if (bytes[start] === 35) return
      if (names.length === 0) return take(bytes.toString('latin1', start, end))
      if (end - start === header.length && bytes.toString('latin1', start, end) === header) return
      if (cutCsv(bytes, start, end, separator, cut) !== names.length || id < 0) return sink.damaged()
      const number = readNumber(bytes, cut.starts[id] as number, cut.ends[id] as number)
      if (number < 0) return sink.damaged()
      if (eventKind(number) === 'other') return sink.other()
      for (let value = 0; value < places.length; value++) {
        const column = places[value] as number
        const isEmpty = column < 0 || cut.starts[column] === cut.ends[column]
        values.starts[value] = isEmpty ? -1 : (cut.starts[column] as number)
        values.ends[value] = isEmpty ? -1 : (cut.ends[column] as number)
      }
      // A time in the words of a language is no time that can be compared.
      row[ROW.time] = 0
      row[ROW.utc] = 0
      if (time >= 0) readStamp(bytes, cut.starts[time] as number, cut.ends[time] as number, row)
      if (computer >= 0) tell(bytes, cut.starts[computer] as number, cut.ends[computer] as number)
      return eventRow(sink, bytes, number, values)
    },
  }
}
