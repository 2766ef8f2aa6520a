// SPDX-License-Identifier: MIT
import type { LogSink } from './log-sink.ts'

export interface HostTeller {
  /** Tells a sink of the computer that an event comes from, where it is another than before. */
  readonly tell: (bytes: Buffer, start: number, end: number) => void
  /** The next one is told whichever it is. */
  readonly forget: () => void
}

export const tellHost = (sink: LogSink): HostTeller => {
  let last: Buffer = Buffer.alloc(0)
  const tell: HostTeller['tell'] = (bytes, start, end) => {
    let same = end - start === last.length
    for (let index = 0; same && index < last.length; index++) same = bytes[start + index] === last[index]
    if (same) return
    last = Buffer.from(bytes.subarray(start, end))
    sink.host(last.toString('utf8'))
  }
  return {
    tell,
    forget: () => {
      last = Buffer.alloc(0)
    },
  }
}
