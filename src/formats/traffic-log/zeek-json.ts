// SPDX-License-Identifier: MIT
import { jsonLine } from './json-line.ts'
import { jsonShape } from './json-shape.ts'
import type { OpenLogReader } from './log-sink.ts'
import type { ValueKind } from './row-shape.ts'
import { ZEEK_FIELDS, zeekRow } from './zeek-row.ts'

/** Those that every row has. */
const FIELDS = [0, 1, 2, 3, 4, 5, 6]
const COUNT = ZEEK_FIELDS.length
/** Collectors write the ends of `id` with a line instead of the dot, or as an object of its own. */
const SPELLINGS = ['id_', ''].map((instead) => ZEEK_FIELDS.map((name) => name.replace(/^id\./, instead)))
/** The caller, in each of the spellings. */
const CALLERS = [1, 1 + COUNT, 1 + 2 * COUNT]
const isEnd = (field: number): boolean => (ZEEK_FIELDS[field] as string).startsWith('id.')

const KINDS: readonly (ValueKind | 'same')[] = ['seconds', 'from', 'fromPort', 'to', 'toPort', 'same', 'same', 'same']
const VALUES = new Map(
  [ZEEK_FIELDS, ...SPELLINGS].flatMap((names) => names.map((name, field) => [name, KINDS[field] ?? null] as const)),
)

/** `conn.log` of Zeek as JSON. `isLines`: one object a line. */
export const zeekJson =
  (isLines: boolean): OpenLogReader =>
  (sink) => {
    const line = jsonLine([...ZEEK_FIELDS, ...SPELLINGS.flat()])
    const find = (field: number): void => {
      if (line.find(field) || !isEnd(field)) return
      const other = [field + COUNT, field + 2 * COUNT].find((key) => line.find(key))
      if (other === undefined) return
      line.starts[field] = line.starts[other] as number
      line.ends[field] = line.ends[other] as number
    }
    return {
      shapeOf: (piece) => jsonShape(piece, (key) => VALUES.get(key) ?? null, isLines),
      piece: (bytes, start, end) => {
        if (end - start < 3 && (bytes[start] === 91 || bytes[start] === 93)) return
        if (!line.open(bytes, start, end)) return sink.damaged()
        for (const field of FIELDS) find(field)
        // Two rows in one.
        if (CALLERS.some(line.isTwice)) return sink.damaged()
        const isUnnamed = line.starts[5] as number
        if (isUnnamed >= 0 && bytes[isUnnamed] === 117 && bytes[isUnnamed + 1] === 110) line.find(7)
        return zeekRow(bytes, line, sink) ? sink.packets() : sink.damaged()
      },
    }
  }
