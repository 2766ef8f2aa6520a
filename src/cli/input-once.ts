// SPDX-License-Identifier: MIT
import { UsageError } from './exit-code.ts'
import type { Streams } from './streams.ts'

/** Standard input gives nothing the second time: whoever names it twice is told, and gets no answer about an empty file. */
export const inputOnce = (streams: Streams): Streams => {
  let isRead = false
  const once = <T>(read: () => T): T => {
    if (isRead) throw new UsageError('standard input can be read once only')
    isRead = true
    return read()
  }
  const { inputChunks } = streams
  return {
    ...streams,
    readInput: () => once(streams.readInput),
    ...(inputChunks === undefined ? {} : { inputChunks: () => once(inputChunks) }),
  }
}
