// SPDX-License-Identifier: MIT
import { open } from 'node:fs/promises'
import type { ByteSource } from '../formats/traffic-log/byte-source.ts'
import type { Streams } from './streams.ts'

export interface OpenSource extends ByteSource {
  readonly close: () => Promise<void>
}

const fromFile = async (path: string): Promise<OpenSource> => {
  const handle = await open(path, 'r')
  return {
    read: async (into) => (await handle.read(into, 0, into.length, null)).bytesRead,
    close: () => handle.close(),
  }
}

/** Standard input as it comes: a log may be larger than memory. */
const fromInput = (streams: Streams): OpenSource => {
  const chunks = (streams.inputChunks?.() ?? once(streams))[Symbol.asyncIterator]()
  let rest: Uint8Array = new Uint8Array()
  return {
    read: async (into) => {
      while (rest.length === 0) {
        const next = await chunks.next()
        if (next.done === true) return 0
        rest = next.value
      }
      const count = Math.min(rest.length, into.length)
      into.set(rest.subarray(0, count))
      rest = rest.subarray(count)
      return count
    },
    close: async () => undefined,
  }
}

async function* once(streams: Streams): AsyncGenerator<Uint8Array> {
  yield await streams.readInput()
}

/** The bytes of a log; `-` is standard input. */
export const logSource = (path: string, streams: Streams): Promise<OpenSource> | OpenSource =>
  path === '-' ? fromInput(streams) : fromFile(path)
