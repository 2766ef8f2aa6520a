// SPDX-License-Identifier: MIT
import { jsonLine } from './json-line.ts'
import { jsonShape } from './json-shape.ts'
import type { OpenLogReader } from './log-sink.ts'
import type { ValueKind } from './row-shape.ts'
import { ZEEK_FIELDS, zeekRow } from './zeek-row.ts'

/** Those that every row has. */
const FIELDS = [0, 1, 2, 3, 4, 5, 6]

const VALUES = new Map<string, ValueKind | 'same'>([
  ['ts', 'seconds'],
  ['id.orig_h', 'from'],
  ['id.orig_p', 'fromPort'],
  ['id.resp_h', 'to'],
  ['id.resp_p', 'toPort'],
  ['proto', 'same'],
  ['conn_state', 'same'],
  ['ip_proto', 'same'],
])

/** `conn.log` of Zeek as JSON lines. */
export const zeekJson: OpenLogReader = (sink) => {
  const line = jsonLine(ZEEK_FIELDS)
  return {
    shapeOf: (piece) => jsonShape(piece, (key) => VALUES.get(key) ?? null, true),
    piece: (bytes, start, end) => {
      if (!line.open(bytes, start, end)) return sink.damaged()
      for (const field of FIELDS) line.find(field)
      const isUnnamed = line.starts[5] as number
      if (isUnnamed >= 0 && bytes[isUnnamed] === 117 && bytes[isUnnamed + 1] === 110) line.find(7)
      return zeekRow(bytes, line, sink) ? sink.packets() : sink.damaged()
    },
  }
}
