// SPDX-License-Identifier: MIT
import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeFileSync } from 'node:fs'
import type { JournalEvent, JournalLine } from './journal.ts'

export interface JournalFile {
  /** The line is on the disk when this returns. */
  readonly add: (event: JournalEvent) => void
  readonly close: () => void
}

/** Whether the file ends in the middle of a line, as after a run that was killed. */
const endsOpen = (handle: number): boolean => {
  const { size } = fstatSync(handle)
  const last = Buffer.alloc(1)
  return size > 0 && readSync(handle, last, 0, 1, size - 1) === 1 && last[0] !== 10
}

/** Opens a journal to add to it. Throws what the file system says. */
export const openJournal = (path: string, estateHash: string, now: () => Date): JournalFile => {
  const handle = openSync(path, 'a+', 0o600)
  return {
    add: (event) => {
      const line: JournalLine = { time: now().toISOString(), estateHash, ...event }
      // A line that a full disk or a kill cut off, be it of this run, spoils none behind it. Writes until all is written.
      writeFileSync(handle, `${endsOpen(handle) ? '\n' : ''}${JSON.stringify(line)}\n`)
      fsyncSync(handle)
    },
    close: () => closeSync(handle),
  }
}
