// SPDX-License-Identifier: MIT
import type { LogSink } from './log-sink.ts'

/** Tells a sink of the computer that an event comes from, where it is another than before. */
export const tellHost = (sink: LogSink): ((bytes: Buffer, start: number, end: number) => void) => {
  let last: Buffer = Buffer.alloc(0)
  return (bytes, start, end) => {
    let same = end - start === last.length
    for (let index = 0; same && index < last.length; index++) same = bytes[start + index] === last[index]
    if (same) return
    last = Buffer.from(bytes.subarray(start, end))
    sink.host(last.toString('utf8'))
  }
}
