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
  /** The name of the same log where it was given before; it is not looked at a second time. */
  readonly before: string | null
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

/**
 * What two names of one log share. What a shell hands over by a number has no path of its own. Standard input has one name, and
 * asking for it twice is refused as everywhere.
 */
const identityOf = (path: string): string | null => {
  if (path === '-') return null
  const { dev, ino } = statSync(path)
  return isOnce(path) ? `${dev} ${ino}` : realpathSync(path)
}

/** What each file is, by its beginning: whoever gives forty files is told of the wrong one before any is read. */
export const openLogs = async (
  paths: readonly string[],
  streams: Streams,
): Promise<{ readonly logs: readonly OpenLog[]; readonly problems: readonly Diagnostic[] }> => {
  const logs: OpenLog[] = []
  const problems: Diagnostic[] = []
  const known = new Map<string, string>()
  for (const path of paths) {
    let source: OpenSource | null = null
    let isKept = false
    try {
      const once = isOnce(path)
      const identity = identityOf(path)
      const before = identity === null ? null : (known.get(identity) ?? null)
      if (before !== null) {
        // A pipe that is opened a second time would wait for another writer for ever.
        logs.push({ path, kind: 'empty', before, opened: null })
        continue
      }
      if (identity !== null) known.set(identity, fileStart(path).file)
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
        logs.push({ path, kind, before, opened: once ? { source, chunks, first: bytes } : null })
      else problems.push(diagnose(REFUSED[kind], {}, fileStart(path)))
      isKept = once
      if (!once) await chunks.return(undefined)
    } catch (error) {
      problems.push(unreadable(fileStart(path).file, error))
    } finally {
      if (!isKept) await source?.close()
    }
  }
  // Nothing is read where one is wrong: whoever writes to a pipe is not kept waiting.
  if (problems.length > 0) for (const { opened } of logs) await opened?.source.close()
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
  for (const { path, kind, before, opened } of logs) {
    const name = fileStart(path).file
    if (before !== null) {
      problems.push(diagnose('log-twice', { path: before }, fileStart(path)))
      continue
    }
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
