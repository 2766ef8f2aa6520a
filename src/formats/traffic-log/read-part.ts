// SPDX-License-Identifier: MIT
import { LOG_KINDS } from './log-formats.ts'
import type { LogKind } from './log-kind.ts'
import type { LogReader } from './log-sink.ts'
import { type Recorder, recordRows } from './record-rows.ts'
import type { PartRows } from './row-tape.ts'

/** A part of a log: it begins where a row begins, and ends where one ends. */
export interface LogPart {
  readonly start: number
  readonly end: number
  /** Lines that stand before it and say how it is to be read. */
  readonly head: readonly string[]
}

/** Fills a buffer with what stands at a place of a file; gives how many bytes there are. */
export type ReadAt = (into: Buffer, position: number) => number

/** What drops packets is numbered anew when so many were named. */
const MOST_ORIGINS = 4096

interface Reading {
  readonly recorder: Recorder
  readonly reader: LogReader
}

/** A reader that knows what these lines say. */
const reading = (kind: LogKind, head: readonly string[]): Reading => {
  const recorder = recordRows()
  const reader = LOG_KINDS[kind].open(recorder.sink)
  for (const line of head) {
    const bytes = Buffer.from(line, 'latin1')
    reader.piece(bytes, 0, bytes.length)
  }
  return { recorder, reader }
}

/**
 * Reads parts of a log, each by itself, in pieces of the size of a buffer. One reader reads as many as it can: Node.js has to
 * find out about each how to run it fast.
 */
export const partReader = (kind: LogKind, readAt: ReadAt, buffer: Buffer): ((part: LogPart) => PartRows) => {
  let now: Reading | null = null
  return ({ start, end, head }) => {
    if (now === null || head.join('\n') !== (now.reader.head?.() ?? []).join('\n')) now = reading(kind, head)
    const { recorder, reader } = now
    reader.forget?.()
    const cutter = LOG_KINDS[kind].cut(
      (bytes, from, to) => reader.piece(bytes, from, to),
      () => recorder.sink.damaged(),
      reader.run,
    )
    for (let at = start; at < end; ) {
      const count = readAt(buffer.subarray(0, Math.min(buffer.length, end - at)), at)
      if (count === 0) break
      cutter.push(buffer.subarray(0, count))
      at += count
    }
    cutter.end()
    const rows = { ...recorder.take(), head: reader.head?.() ?? [] }
    if (rows.origins.length >= MOST_ORIGINS) now = null
    return rows
  }
}
