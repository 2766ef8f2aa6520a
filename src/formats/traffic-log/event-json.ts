// SPDX-License-Identifier: MIT
import { EVENT_DATA, eventKind, eventRow } from './event-row.ts'
import { jsonLine } from './json-line.ts'
import { ROW } from './log-row.ts'
import type { OpenLogReader } from './log-sink.ts'
import { readNumber } from './read-number.ts'
import { readStamp } from './read-stamp.ts'
import { tellHost } from './tell-host.ts'

/** Names under which collectors write the number of an event, its time and its computer; the first that a line has counts. */
const IDS = ['EventID', 'event_id', 'EventId', 'code', 'Id']
const TIMES = ['EventTime', 'SystemTime', 'TimeCreated', '@timestamp']
const COMPUTERS = ['Hostname', 'computer_name', 'Computer', 'hostname']
/** Of a call that passed nobody asks what let it. */
const DROP = EVENT_DATA.map((_, index) => index)
const CALL = DROP.slice(0, -1)
const KEYS = [...EVENT_DATA, ...IDS, ...TIMES, ...COMPUTERS]
const FIRST_ID = EVENT_DATA.length
const FIRST_TIME = FIRST_ID + IDS.length
const FIRST_COMPUTER = FIRST_TIME + TIMES.length

/** Events 5152 to 5157 as JSON, one object a line: NXLog, winlogbeat, evtx dumps. */
export const eventJson: OpenLogReader = (sink) => {
  const line = jsonLine(KEYS)
  const { row } = sink
  const tell = tellHost(sink)
  /** The name that the line before had is tried first. */
  const finder = (first: number, names: readonly string[]): (() => number) => {
    let usual = first
    return () => {
      if (line.find(usual)) return usual
      for (let key = first; key < first + names.length; key++)
        if (key !== usual && line.find(key)) {
          usual = key
          return key
        }
      return -1
    }
  }
  const findId = finder(FIRST_ID, IDS)
  const findTime = finder(FIRST_TIME, TIMES)
  const findComputer = finder(FIRST_COMPUTER, COMPUTERS)
  return {
    piece: (bytes, start, end) => {
      if (end - start < 3 && (bytes[start] === 91 || bytes[start] === 93)) return
      if (!line.open(bytes, start, end)) return sink.damaged()
      const key = findId()
      if (key < 0) return sink.damaged()
      const id = readNumber(bytes, line.starts[key] as number, line.ends[key] as number)
      if (id < 0) return sink.damaged()
      const kind = eventKind(id)
      if (kind === 'other') return sink.other()
      line.findAll(kind === 'passed' ? CALL : DROP)
      const time = findTime()
      row[ROW.time] = 0
      if (time >= 0 && !readStamp(bytes, line.starts[time] as number, line.ends[time] as number, row))
        return sink.damaged()
      const computer = findComputer()
      if (computer >= 0) tell(bytes, line.starts[computer] as number, line.ends[computer] as number)
      return eventRow(sink, bytes, id, line)
    },
  }
}
