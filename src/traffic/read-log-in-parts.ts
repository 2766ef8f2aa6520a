// SPDX-License-Identifier: MIT
import { LOG_KINDS } from '../formats/traffic-log/log-formats.ts'
import type { LogKind } from '../formats/traffic-log/log-kind.ts'
import { partEnd } from '../formats/traffic-log/part-end.ts'
import type { LogPart, ReadAt } from '../formats/traffic-log/read-part.ts'
import { replayRows } from '../formats/traffic-log/replay-rows.ts'
import type { PartRows } from '../formats/traffic-log/row-tape.ts'
import type { ReadLog } from './read-log.ts'
import type { TrafficCounter } from './traffic-counter.ts'

/** Reads parts of one log, several at a time. */
export interface PartReaders {
  /** How many are to be asked for at a time: what is said of one stands until as many more were asked for. */
  readonly most: number
  readonly read: (part: LogPart) => Promise<PartRows>
}

/** A log that lies in a file as it is read. */
export interface PartedLog {
  readonly path: string
  readonly kind: LogKind
  /** Where its text begins. */
  readonly start: number
  readonly size: number
  readonly readAt: ReadAt
  /** Bytes of a part. */
  readonly part: number
}

interface Asked {
  readonly part: LogPart
  readonly rows: Promise<PartRows>
}

/** Everybody waits for the first part: it is so many times smaller. */
const FIRST = 4

const isSame = (one: readonly string[], other: readonly string[]): boolean => one.join('\n') === other.join('\n')

/**
 * Counts one log whose parts others read. What they read is said again in the order of the log, row by row, so that the answer
 * is the same whoever read which part. A part is read as the one before it was; where that turns out to have ended otherwise
 * (columns in another order), it is read again. Told after each part: how many bytes and rows were read.
 */
export const readLogInParts = async (
  { path, kind, start, size, readAt, part }: PartedLog,
  readers: PartReaders,
  counter: TrafficCounter,
  watch: (bytes: number, rows: number) => void = () => undefined,
): Promise<ReadLog> => {
  const { format, ends } = LOG_KINDS[kind]
  if (ends === null) throw new TypeError(`${kind} has no parts`)
  const file = counter.open(path, format)
  const replay = replayRows(file.sink)
  let asked: Asked[] = []
  let head: readonly string[] = []
  /** Where the next part begins that nobody was asked for, and the one that was not counted yet. */
  let next = start
  let counted = start
  const ask = (): void => {
    // The first part says how the others are read.
    const most = counted === start ? 1 : readers.most
    while (asked.length < most && next < size) {
      const least = next + (next === start ? Math.ceil(part / FIRST) : part)
      const end = least < size ? partEnd(readAt, ends, least) : size
      const wanted = { start: next, end, head }
      const rows = readers.read(wanted)
      // Whoever waits for it is told of a fault; a part that is read again has nobody who does.
      rows.catch(() => undefined)
      asked.push({ part: wanted, rows })
      next = end
    }
  }
  for (ask(); asked.length > 0; ask()) {
    const one = asked.shift() as Asked
    if (isSame(one.part.head, head)) {
      const rows = await one.rows
      replay(rows)
      head = rows.head
      counted = one.part.end
      watch(counted, file.rows())
    } else {
      asked = []
      next = one.part.start
    }
  }
  return { file: file.end(null), another: file.another() }
}
