// SPDX-License-Identifier: MIT
import { jsonLine } from './json-line.ts'
import type { OpenLogReader } from './log-sink.ts'
import { ZEEK_FIELDS, zeekRow } from './zeek-row.ts'

/** Those that every row has. */
const FIELDS = [0, 1, 2, 3, 4, 5, 6]

/** `conn.log` of Zeek as JSON lines. */
export const zeekJson: OpenLogReader = (sink) => {
  const line = jsonLine(ZEEK_FIELDS)
  return {
    piece: (bytes, start, end) => {
      if (!line.open(bytes, start, end)) return sink.damaged()
      line.findAll(FIELDS)
      const isUnnamed = line.starts[5] as number
      if (isUnnamed >= 0 && bytes[isUnnamed] === 117 && bytes[isUnnamed + 1] === 110) line.find(7)
      return zeekRow(bytes, line, sink.row) ? sink.packets() : sink.damaged()
    },
  }
}
