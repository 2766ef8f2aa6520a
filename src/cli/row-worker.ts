// SPDX-License-Identifier: MIT
import { readSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import type { LogKind } from '../formats/traffic-log/log-kind.ts'
import { type LogPart, partReader } from '../formats/traffic-log/read-part.ts'

/** A thread that reads parts of a log; see open-part-readers.ts. */
const { file, kind } = workerData as { readonly file: number; readonly kind: LogKind }
const read = partReader(
  kind,
  (into, position) => readSync(file, into, 0, into.length, position),
  Buffer.allocUnsafeSlow(1_048_576),
)

parentPort?.on('message', (part: LogPart) => {
  const rows = read(part)
  parentPort?.postMessage(
    rows,
    rows.tapes.map(({ addresses }) => addresses.buffer),
  )
})
