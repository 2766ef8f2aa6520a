// SPDX-License-Identifier: MIT
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import type { ListingExcess } from '../formats/listing/listing-excess.ts'

/** Bytes that any file may have whose text is read at once: an engine's text cannot be longer. */
export const LARGEST_FILE = 512 * 1024 * 1024
const PIECE = 1 << 20

/** What is larger than such a file can be; thrown like an error of the file system, since it may come up wherever one may. */
export class TooLarge extends Error {
  readonly what: 'bytes' | ListingExcess['what']
  readonly limit: number
  readonly path: string | undefined
  constructor(what: TooLarge['what'], limit: number, path?: string) {
    super(`${path ?? 'standard input'} holds more than ${limit.toLocaleString('en')} ${what}`)
    this.what = what
    this.limit = limit
    this.path = path
  }
}

/** The bytes of a file, as long as they are not too many. What does not know its size (a pipe, a device) is read until it is too much. */
export const limitedBytes = (path: string, most = LARGEST_FILE): Uint8Array => {
  const handle = openSync(path, 'r')
  try {
    const facts = fstatSync(handle)
    if (facts.size > most) throw new TooLarge('bytes', most, path)
    if (facts.isFile() || facts.isDirectory()) return readFileSync(handle)
    const pieces: Uint8Array[] = []
    for (let total = 0; ; ) {
      const piece = Buffer.allocUnsafe(PIECE)
      const count = readSync(handle, piece)
      if (count === 0) return Buffer.concat(pieces)
      total += count
      if (total > most) throw new TooLarge('bytes', most, path)
      pieces.push(piece.subarray(0, count))
    }
  } finally {
    closeSync(handle)
  }
}

/** The same of what comes piece by piece. */
export const limitedInput = async (pieces: AsyncIterable<Uint8Array>, most = LARGEST_FILE): Promise<Uint8Array> => {
  const all: Uint8Array[] = []
  let total = 0
  for await (const piece of pieces) {
    total += piece.length
    if (total > most) throw new TooLarge('bytes', most)
    all.push(piece)
  }
  return Buffer.concat(all)
}
