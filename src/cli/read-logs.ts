// SPDX-License-Identifier: MIT

import { realpathSync, statSync } from 'node:fs'
import { diagnose } from '../diagnostics/diagnose.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { fileStart } from '../diagnostics/file-start.ts'
import { LOG_KINDS } from '../formats/traffic-log/log-formats.ts'
import { type LogKind, logKind, type NoLog } from '../formats/traffic-log/log-kind.ts'
import { isPackingFault, unpack } from '../formats/traffic-log/unpack.ts'
import { readLog } from '../traffic/read-log.ts'
import type { TrafficCounter } from '../traffic/traffic-counter.ts'
import { unreadable } from './load-estate.ts'
import { logProgress } from './log-progress.ts'
import { logSource, type OpenSource } from './log-source.ts'
import type { Streams } from './streams.ts'

/** What is looked at to tell what a log is. */
const LOOK = 65_536

export interface OpenLog {
  readonly path: string
  readonly kind: LogKind | 'empty'
  /** The beginning of standard input or a pipe, which can be read once only; null: the file is opened again. */
  readonly opened: {
    readonly source: OpenSource
    readonly chunks: AsyncGenerator<Buffer>
    readonly first: Buffer
  } | null
}

const REFUSED: Readonly<Record<Exclude<NoLog, 'empty'>, 'log-in-words' | 'log-binary' | 'log-packed' | 'unknown-log'>> =
  {
    words: 'log-in-words',
    evtx: 'log-binary',
    archive: 'log-packed',
    unknown: 'unknown-log',
  }

const isKind = (kind: LogKind | NoLog): kind is LogKind => Object.hasOwn(LOG_KINDS, kind)

/** Whether what was read of it is gone: standard input, a named pipe, `<(zcat …)` of a shell. */
const isOnce = (path: string): boolean => path === '-' || !statSync(path).isFile()

/** What each file is, by its beginning: whoever gives forty files is told of the wrong one before any is read. */
export const openLogs = async (
  paths: readonly string[],
  streams: Streams,
): Promise<{ readonly logs: readonly OpenLog[]; readonly problems: readonly Diagnostic[] }> => {
  const logs: OpenLog[] = []
  const problems: Diagnostic[] = []
  for (const path of paths) {
    let source: OpenSource | null = null
    let isKept = false
    try {
      const once = isOnce(path)
      source = await logSource(path, streams)
      const chunks = unpack(source, 2 * LOOK)
      const first = await chunks.next().catch((error: unknown) => {
        if (isPackingFault(error)) return { value: Buffer.alloc(0), isBroken: true }
        throw error
      })
      if ('isBroken' in first) {
        problems.push(diagnose('log-damaged', { reason: 'its packed data is damaged from the start' }, fileStart(path)))
        continue
      }
      const bytes: Buffer = first.value ?? Buffer.alloc(0)
      const kind = logKind(bytes.toString('latin1', 0, LOOK))
      if (kind === 'empty' || isKind(kind))
        logs.push({ path, kind, opened: once ? { source, chunks, first: bytes } : null })
      else problems.push(diagnose(REFUSED[kind], {}, fileStart(path)))
      isKept = once
      if (!once) await chunks.return(undefined)
    } catch (error) {
      problems.push(unreadable(fileStart(path).file, error))
    } finally {
      if (!isKept) await source?.close()
    }
  }
  return { logs, problems }
}

async function* withFirst(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield first
  yield* rest
}

const sizeOf = (path: string): number => (path === '-' ? 0 : (statSync(path, { throwIfNoEntry: false })?.size ?? 0))

/** Reads every log into the counter; gives what is to be said of them. */
export const readLogs = async (
  logs: readonly OpenLog[],
  counter: TrafficCounter,
  host: string | null,
  streams: Streams,
): Promise<readonly Diagnostic[]> => {
  const problems: Diagnostic[] = []
  const progress = logProgress(
    streams,
    logs.reduce((sum, { path }) => sum + sizeOf(path), 0),
    () => performance.now(),
  )
  let bytes = 0
  let rows = 0
  const known = new Map<string, string>()
  for (const { path, kind, opened } of logs) {
    const name = fileStart(path).file
    // What can be read once only has no other name that could be read again.
    const real = opened === null ? realpathSync(path) : path
    const before = known.get(real)
    if (before !== undefined) {
      problems.push(diagnose('log-twice', { path: before }, fileStart(path)))
      continue
    }
    known.set(real, name)
    if (kind === 'empty') {
      counter.open(name, 'empty').end(null)
      problems.push(diagnose('log-empty', {}, fileStart(path)))
      continue
    }
    const source = opened?.source ?? (await logSource(path, streams))
    const read = async (into: Buffer): Promise<number> => {
      const count = await source.read(into)
      bytes += count
      return count
    }
    const chunks = opened === null ? unpack({ read }) : withFirst(opened.first, opened.chunks)
    try {
      const watch = (done: number): void => progress.read(name, bytes, rows + done)
      const { file, another } = await readLog(name, kind, chunks, counter, watch)
      rows += file.lines
      if (file.fault !== null) problems.push(diagnose('log-damaged', { reason: file.fault }, fileStart(path)))
      if (another !== null && host !== null)
        problems.push(diagnose('log-of-another-host', { host, other: another }, fileStart(path)))
      if (file.lines === 0 && file.fault === null) problems.push(diagnose('log-without-rows', {}, fileStart(path)))
      if (file.skipped > 0)
        problems.push(diagnose('log-rows-damaged', { rows: file.skipped, lines: file.lines }, fileStart(path)))
      const isTimed = file.format !== 'netstat' && file.format !== 'connections'
      if (isTimed && file.first === null && file.lines > file.skipped + file.other + file.before)
        problems.push(diagnose('log-without-times', {}, fileStart(path)))
      if (file.lost > 0) problems.push(diagnose('log-events-lost', { events: file.lost }, fileStart(path)))
    } finally {
      await source.close()
    }
  }
  progress.close()
  return problems
}
