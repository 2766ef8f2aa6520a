// SPDX-License-Identifier: MIT
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import type { ByteSource } from '../formats/traffic-log/byte-source.ts'
import type { Streams } from './streams.ts'

export interface OpenSource extends ByteSource {
  readonly close: () => Promise<void>
}

/** After so many reads everything else has its turn: Ctrl-C, a terminal that became narrower. */
const READS = 16

/** A file on a disk is there: asking another thread for its bytes takes as long as copying them. */
const fromDisk = (path: string): OpenSource => {
  const file = openSync(path, 'r')
  let reads = 0
  return {
    read: async (into) => {
      if (++reads % READS === 0) await setImmediate()
      return readSync(file, into)
    },
    close: async () => closeSync(file),
  }
}

/** Whatever else has a path may keep us waiting. */
const fromPipe = async (path: string): Promise<OpenSource> => {
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
  path === '-' ? fromInput(streams) : statSync(path).isFile() ? fromDisk(path) : fromPipe(path)
