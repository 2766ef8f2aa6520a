// SPDX-License-Identifier: MIT
import { statSync } from 'node:fs'
import { diagnose } from '../diagnostics/diagnose.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { fileStart } from '../diagnostics/file-start.ts'
import { readJournal } from '../servers/journal.ts'
import type { RunMode } from '../servers/work-on-host.ts'
import { limitedBytes } from './limited-bytes.ts'
import { unreadable } from './load-estate.ts'
import { printDiagnostics } from './print-diagnostics.ts'
import type { Streams } from './streams.ts'

/** The hosts that a journal shows as done, in lower case; a diagnostic where it is not that of this output. */
export const doneHosts = async (
  path: string,
  { estate, estateHash }: { readonly estate: string; readonly estateHash: string },
  mode: RunMode,
  folder: string,
  streams: Streams,
): Promise<ReadonlyMap<string, unknown> | Diagnostic> => {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true)
    return diagnose('journal-missing', { path }, fileStart(folder))
  let text: string
  try {
    text = Buffer.from(limitedBytes(path)).toString()
  } catch (error) {
    return unreadable(path, error)
  }
  const state = readJournal(text)
  if (state.damaged > 0)
    await printDiagnostics([diagnose('journal-damaged', {}, fileStart(path))], 'text', [], streams, {
      quiet: streams.quiet,
    })
  return state.estateHash !== estateHash || state.estate !== estate || state.mode !== mode
    ? diagnose('journal-of-another', { path }, fileStart(folder))
    : state.done
}
