// SPDX-License-Identifier: MIT
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { LOG_KINDS } from '../formats/traffic-log/log-formats.ts'
import type { LogKind } from '../formats/traffic-log/log-kind.ts'
import { plainStart } from '../formats/traffic-log/unpack.ts'
import type { ReadLog } from '../traffic/read-log.ts'
import type { TrafficCounter } from '../traffic/traffic-counter.ts'

/** Of a smaller log the threads would take longer to begin than they save. */
const LEAST_PARTED = 1 << 28
const PART = 1 << 21
/** More threads read faster than one counts. */
const MOST_THREADS = 2

/**
 * Reads a large log of plain text in parts, each in a thread; null where it is none, and nothing was read. The size alone decides:
 * the answer is the same on a computer with one processor.
 */
export const readParted = async (
  path: string,
  name: string,
  kind: LogKind,
  counter: TrafficCounter,
  watch: (bytes: number, rows: number) => void,
): Promise<ReadLog | null> => {
  // A pipe is not even opened: it can be read once only.
  const stats = statSync(path)
  if (LOG_KINDS[kind].ends === null || !stats.isFile() || stats.size < LEAST_PARTED) return null
  const file = openSync(path, 'r')
  try {
    const readAt = (into: Buffer, position: number): number => readSync(file, into, 0, into.length, position)
    const first = Buffer.alloc(64)
    const start = plainStart(first.subarray(0, readAt(first, 0)))
    if (start < 0) return null
    const { openPartReaders } = await import('./open-part-readers.ts')
    const { readLogInParts } = await import('../traffic/read-log-in-parts.ts')
    const readers = openPartReaders(file, kind, Math.min(availableParallelism(), MOST_THREADS))
    try {
      return await readLogInParts(
        { path: name, kind, start, size: stats.size, readAt, part: PART },
        readers,
        counter,
        watch,
      )
    } finally {
      await readers.close()
    }
  } finally {
    closeSync(file)
  }
}
