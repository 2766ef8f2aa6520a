// SPDX-License-Identifier: MIT
import { unwritableReason } from '../diagnostics/unwritable-reason.ts'
import type { JournalEvent } from '../servers/journal.ts'
import { type JournalFile, openJournal } from '../servers/journal-file.ts'

/** The journal of one run: nothing is written before it is opened. */
export interface RunJournal {
  readonly open: () => void
  readonly note: (event: JournalEvent) => void
  /** Whether a line could not be written: such a run begins no other host, for nobody could go on with it. */
  readonly isBroken: () => boolean
  readonly close: () => void
}

export const runJournal = (path: string, estateHash: string, say: (text: string) => void): RunJournal => {
  let file: JournalFile | null = null
  let broken = false
  return {
    open: () => {
      file = openJournal(path, estateHash, () => new Date())
    },
    note: (event) => {
      try {
        file?.add(event)
      } catch (error) {
        if (!broken) say(`The journal ${path} cannot be written: ${unwritableReason(error)}. No other host is begun.\n`)
        broken = true
      }
    },
    isBroken: () => broken,
    close: () => file?.close(),
  }
}
