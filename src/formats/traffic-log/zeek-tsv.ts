// SPDX-License-Identifier: MIT
import { type CellKind, cellShape } from './cell-shape.ts'
import { columns, cutAt } from './columns.ts'
import { isNone } from './is-word.ts'
import type { OpenLogReader } from './log-sink.ts'
import { ZEEK_FIELDS, zeekRow } from './zeek-row.ts'

/** As Zeek writes them; a file that begins in the middle is taken to have these. */
const USUAL =
  'ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto service duration orig_bytes resp_bytes conn_state'.split(' ')

const NAME = /^[!-~]+$/

/** `conn.log` of Zeek as a table: columns come from `#fields`, and a file of several logs has several. */
export const zeekTsv: OpenLogReader = (sink) => {
  const cut = columns()
  const values = { starts: new Int32Array(ZEEK_FIELDS.length), ends: new Int32Array(ZEEK_FIELDS.length) }
  let separator = 9
  let places: readonly number[] = []
  let most = 0
  let count: number | null = null
  /** Whose names nobody can have written: what its rows mean, nobody knows. */
  let isDamaged = false
  /** A row means something else as soon as one of these is another. */
  let layout = ''
  const take = (fields: readonly string[], isSaid: boolean): void => {
    places = ZEEK_FIELDS.map((name) => fields.indexOf(name))
    most = Math.max(...places) + 1
    count = isSaid ? fields.length : null
    isDamaged = !fields.every((name, at) => NAME.test(name) && fields.indexOf(name) === at)
    layout = [isDamaged, separator, count, ...places].join()
  }
  take(USUAL, false)
  const header = (line: string): void => {
    const code = /^#separator \\x([0-9a-f]{2})/i.exec(line)?.[1]
    if (code !== undefined) {
      separator = Number.parseInt(code, 16)
      layout = [isDamaged, separator, count, ...places].join()
    }
    if (line.startsWith('#fields')) take(line.split(String.fromCharCode(separator)).slice(1), true)
  }
  const kinds: readonly CellKind[] = ['seconds', 'from', 'fromPort', 'to', 'toPort', 'same', 'same', 'same']
  return {
    layout: () => layout,
    shapeOf: (line) =>
      cellShape(line, String.fromCharCode(separator), false, (column) => kinds[places.indexOf(column)] ?? null),
    piece: (bytes, start, end) => {
      if (bytes[start] === 35) return header(bytes.toString('latin1', start, end))
      if (isDamaged) return sink.damaged()
      const found = cutAt(bytes, start, end, separator, cut, count ?? most)
      // The last column that counts has to be whole: behind it a separator, or the end of the line as the header says.
      if (found < most || (count !== null && (found !== count || cut.ends[found - 1] !== end))) return sink.damaged()
      for (let field = 0; field < places.length; field++) {
        const place = places[field] as number
        const none = place < 0 || isNone(bytes, cut.starts[place] as number, cut.ends[place] as number)
        values.starts[field] = none ? -1 : (cut.starts[place] as number)
        values.ends[field] = none ? -1 : (cut.ends[place] as number)
      }
      return zeekRow(bytes, values, sink) ? sink.packets() : sink.damaged()
    },
  }
}
