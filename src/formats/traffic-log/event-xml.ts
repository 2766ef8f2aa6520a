// SPDX-License-Identifier: MIT
import type { CellKind } from './cell-shape.ts'
import { EVENT_DATA, eventKind, eventRow } from './event-row.ts'
import { ROW } from './log-row.ts'
import type { OpenLogReader } from './log-sink.ts'
import { readNumber } from './read-number.ts'
import { readStamp } from './read-stamp.ts'
import { tellHost } from './tell-host.ts'
import { xmlShape } from './xml-shape.ts'

const LESS = 60
const GREATER = 62
const OPEN = Buffer.from('<EventID')
const TIME = Buffer.from('SystemTime=')
const COMPUTER = Buffer.from('<Computer>')
const PATTERNS = {
  "'": EVENT_DATA.map((name) => Buffer.from(`Name='${name}'>`)),
  '"': EVENT_DATA.map((name) => Buffer.from(`Name="${name}">`)),
}

const DATA_KINDS: readonly CellKind[] = ['same', 'from', 'fromPort', 'to', 'toPort', 'same', 'same']

/** What the text of an element is, by its tag. */
const kindOf = (tag: string): CellKind => {
  if (tag.startsWith('EventID')) return 'same'
  if (tag === 'Computer') return 'host'
  const name = /Name=(['"])(?<name>\w+)\1/.exec(tag)?.groups?.name
  return DATA_KINDS[(EVENT_DATA as readonly (string | undefined)[]).indexOf(name)] ?? null
}

/** One `Event` element a piece, as `wevtutil qe Security /f:xml` and Event Viewer write them. */
export const eventXml: OpenLogReader = (sink) => {
  const values = { starts: new Int32Array(EVENT_DATA.length), ends: new Int32Array(EVENT_DATA.length) }
  const { row } = sink
  const tell = tellHost(sink)
  return {
    tell,
    shapeOf: (event) => xmlShape(event, kindOf),
    piece: (bytes, start, end) => {
      const event = bytes.subarray(start, end)
      const opened = event.indexOf(OPEN)
      const idStart = opened < 0 ? -1 : event.indexOf(GREATER, opened) + 1
      const idEnd = idStart <= 0 ? -1 : event.indexOf(LESS, idStart)
      if (idEnd < 0) return sink.damaged()
      const id = readNumber(event, idStart, idEnd)
      if (id < 0) return sink.damaged()
      const kind = eventKind(id)
      if (kind === 'other') return sink.other()
      const time = event.indexOf(TIME, idEnd)
      const clock = time + TIME.length + 1
      row[ROW.time] = 0
      if (time >= 0) {
        const quoted = event.indexOf(event[clock - 1] as number, clock)
        if (quoted < 0 || !readStamp(event, clock, quoted, row)) return sink.damaged()
      }
      // Windows ends it with Z; without a zone it is UTC as well.
      row[ROW.utc] = 1
      const named = event.indexOf(COMPUTER, idEnd)
      let cursor = idEnd
      if (named >= 0) {
        const from = named + COMPUTER.length
        cursor = event.indexOf(LESS, from)
        if (cursor < 0) return sink.damaged()
        tell(event, from, cursor)
      }
      const quote = time < 0 || event[clock - 1] === 39 ? "'" : '"'
      values.starts.fill(-1)
      for (let value = 0; value < EVENT_DATA.length - (kind === 'passed' ? 1 : 0); value++) {
        const pattern = PATTERNS[quote][value] as Buffer
        const found = event.indexOf(pattern, cursor)
        if (found < 0) continue
        values.starts[value] = found + pattern.length
        const close = event.indexOf(LESS, found)
        if (close < 0) return sink.damaged()
        values.ends[value] = close
        cursor = close
      }
      return eventRow(sink, event, id, values)
    },
  }
}
