// SPDX-License-Identifier: MIT
import { jsonLine } from './json-line.ts'
import type { OpenLogReader } from './log-sink.ts'
import { ZEEK_FIELDS, zeekRow } from './zeek-row.ts'

/** `conn.log` of Zeek as JSON lines. */
export const zeekJson: OpenLogReader = (sink) => {
  const line = jsonLine(ZEEK_FIELDS)
  return {
    piece: (bytes, start, end) => {
      if (!line.open(bytes, start, end)) return sink.damaged()
      for (let field = 0; field < 7; field++) line.find(field)
      const isUnnamed = line.starts[5] as number
      if (isUnnamed >= 0 && bytes[isUnnamed] === 117 && bytes[isUnnamed + 1] === 110) line.find(7)
      return zeekRow(bytes, line, sink.row) ? sink.packets() : sink.damaged()
    },
  }
}
