// SPDX-License-Identifier: MIT
import { fstatSync, writeSync } from 'node:fs'
import { limitedInput } from './limited-bytes.ts'

/** The world a command runs in; tests bring their own. */
export interface Streams {
  /** Resolves when the text is on its way, so that large output never piles up in memory; rejects where it cannot go. */
  readonly out: (text: string) => Promise<void>
  /** The same for a document that is no text for a terminal (a page, an estate): as it is, byte for byte. */
  readonly document?: (text: string) => Promise<void>
  /** Whether nobody reads standard output any more. Left out: somebody does. */
  readonly outIsLeft?: () => boolean
  readonly err: (text: string) => void
  /** The same for progress that moves the cursor: our own words alone. Left out where nothing is to be moved. */
  readonly progress?: (text: string) => void
  readonly outIsTerminal: boolean
  readonly errIsTerminal: boolean
  readonly columns: number
  /** Nothing but errors is printed on standard error. */
  readonly quiet: boolean
  readonly verbose: boolean
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly readInput: () => Promise<Uint8Array>
  /** The same piece by piece, for what may be larger than memory. Left out: it comes at once. */
  readonly inputChunks?: () => AsyncIterable<Uint8Array>
  /** Told of every file that a command reads, where somebody waits for its next save. */
  readonly touched?: (path: string) => void
  /** Resolves after the next save of one of the files; false ends the waiting. Left out: looks at the files themselves. */
  readonly nextSave?: (paths: readonly string[]) => Promise<boolean>
  /** YYYY-MM-DD; SOURCE_DATE_EPOCH sets it for builds that must come out the same. */
  readonly today: string
}

const isRegularFile = (handle: number): boolean => {
  try {
    return fstatSync(handle).isFile()
  } catch {
    return false
  }
}

/** Node.js writes to a file once, and takes a part for the whole where a disk has no room for more; it is asked until it says no. */
const writeWhole = (text: string): void => {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; ) at += writeSync(process.stdout.fd, bytes, at)
}

export const processStreams = (): Streams => {
  // A reader that closes the pipe has what it wanted of the text; what the exit code answers is not known before the end.
  let isLeft = false
  const isFile = isRegularFile(process.stdout.fd)
  // Whatever fails reaches whoever prints.
  process.stdout.on('error', () => undefined)
  // A terminal that is closed, a pipe that nobody reads: what cannot be told is no reason to leave a server half changed.
  process.stderr.on('error', () => undefined)
  const epoch = Number(process.env.SOURCE_DATE_EPOCH)
  const now =
    process.env.SOURCE_DATE_EPOCH !== undefined && Number.isFinite(epoch) ? new Date(epoch * 1000) : new Date()
  return {
    out: (text) =>
      new Promise((resolve, reject) => {
        if (isLeft) return resolve()
        if (isFile) return resolve(writeWhole(text))
        process.stdout.write(text, (error) => {
          isLeft ||= (error as NodeJS.ErrnoException | null | undefined)?.code === 'EPIPE'
          if (error == null || isLeft) resolve()
          else reject(error)
        })
      }),
    outIsLeft: () => isLeft,
    err: (text) => void process.stderr.write(text),
    outIsTerminal: process.stdout.isTTY === true,
    errIsTerminal: process.stderr.isTTY === true,
    columns: process.stdout.columns ?? 100,
    quiet: false,
    verbose: false,
    environment: process.env,
    readInput: () => limitedInput(process.stdin),
    inputChunks: () => process.stdin,
    today: now.toISOString().slice(0, 10),
  }
}
