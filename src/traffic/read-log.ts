// SPDX-License-Identifier: MIT
import { getOrInsert } from '../collections/get-or-insert.ts'
import { LOG_KINDS } from '../formats/traffic-log/log-formats.ts'
import type { LogKind } from '../formats/traffic-log/log-kind.ts'
import { isPackingFault } from '../formats/traffic-log/unpack.ts'
import type { FileCounter } from './file-counter.ts'
import type { LogFile } from './traffic.ts'
import type { TrafficCounter } from './traffic-counter.ts'

/** Told after each chunk how many rows were read. */
export type Watch = (rows: number) => void

export interface ReadLog {
  readonly file: LogFile
  /** Another host of the estate whose log it seems to be. */
  readonly another: string | null
}

/** Counts one log, chunk by chunk. What is packed and damaged is read as far as that goes. */
export const readLog = async (
  path: string,
  kind: LogKind,
  chunks: AsyncIterable<Buffer>,
  counter: TrafficCounter,
  watch: Watch = () => undefined,
): Promise<ReadLog> => {
  const { format, open, cut } = LOG_KINDS[kind]
  const file: FileCounter = counter.open(path, format)
  const reader = getOrInsert(counter.readers, kind, () => open(file.sink))
  reader.begin?.()
  const cutter = cut(
    (bytes, start, end) => reader.piece(bytes, start, end),
    () => file.sink.damaged(),
    reader.run,
  )
  let fault: string | null = null
  try {
    for await (const chunk of chunks) {
      cutter.push(chunk)
      watch(file.rows())
    }
  } catch (error) {
    if (!isPackingFault(error)) throw error
    fault = 'its packed data is damaged or cut off; what stands before that was read'
  }
  cutter.end()
  return { file: file.end(fault), another: file.another() }
}
