// SPDX-License-Identifier: MIT
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { LogKind } from '../formats/traffic-log/log-kind.ts'
import type { LogPart } from '../formats/traffic-log/read-part.ts'
import type { PartRows } from '../formats/traffic-log/row-tape.ts'
import type { PartReaders } from '../traffic/read-log-in-parts.ts'
import { builtFile } from './built-file.ts'

export interface OpenPartReaders extends PartReaders {
  readonly close: () => Promise<void>
}

/** Parts that each thread is asked for at a time: it never waits for the one that counts, and what it said of both stands. */
const AHEAD = 2

interface Thread {
  readonly worker: Worker
  readonly ask: (part: LogPart) => Promise<PartRows>
}

const openThread = (file: number, kind: LogKind): Thread => {
  const path = builtFile('parts/row-worker.cjs') ?? join(import.meta.dirname, 'row-worker.ts')
  const worker = new Worker(path, {
    workerData: { file, kind },
    execArgv: [],
    // What a part leaves behind is let go at once: given room for it, each thread would keep it.
    resourceLimits: { maxYoungGenerationSizeMb: 2 },
  })
  /** Those who wait for its answers, in the order in which it gives them. */
  const waiting: PromiseWithResolvers<PartRows>[] = []
  worker.on('message', (rows: PartRows) => waiting.shift()?.resolve(rows))
  let ended: unknown = null
  worker.on('error', (fault) => {
    ended = fault
    for (const one of waiting.splice(0)) one.reject(fault)
  })
  const ask = (part: LogPart): Promise<PartRows> => {
    const answer = Promise.withResolvers<PartRows>()
    if (ended === null) {
      waiting.push(answer)
      worker.postMessage(part)
    } else answer.reject(ended)
    return answer.promise
  }
  return { worker, ask }
}

/** Threads that read parts of an open log. */
export const openPartReaders = (file: number, kind: LogKind, threads: number): OpenPartReaders => {
  const all = Array.from({ length: threads }, () => openThread(file, kind))
  let turn = 0
  return {
    most: threads * AHEAD,
    read: (part) => (all[turn++ % threads] as Thread).ask(part),
    close: async () => {
      await Promise.all(all.map(({ worker }) => worker.terminate()))
    },
  }
}
