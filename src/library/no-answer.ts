// SPDX-License-Identifier: MIT
import { diagnose } from '../diagnostics/diagnose.ts'
import { fileStart } from '../diagnostics/file-start.ts'
import { UsageError } from '../diagnostics/usage-error.ts'
import { type LibraryDiagnostic, libraryDiagnostics } from './library-diagnostic.ts'

/** A question that makes no sense, as a diagnostic; any other error goes on. */
export const noAnswer = (error: unknown, path: string): readonly LibraryDiagnostic[] => {
  if (!(error instanceof UsageError)) throw error
  const { message, hint } = error
  return libraryDiagnostics([diagnose('no-answer', { message, remedy: hint }, fileStart(path))])
}
