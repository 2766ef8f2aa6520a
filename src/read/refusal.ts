// SPDX-License-Identifier: MIT
import { diagnose } from '../diagnostics/diagnose.ts'
import type { Diagnostic, Span } from '../diagnostics/diagnostic.ts'
import { isDestroyedFile } from './destroyed-file.ts'
import { isRefusedFile } from './refused-file.ts'

/** What to say where a reader threw; null for an error of the program itself. */
export const refusal = (error: unknown, place: Span): Diagnostic | null => {
  if (isRefusedFile(error))
    return error.why === 'listing-language'
      ? diagnose(error.why, {}, place)
      : diagnose('file-too-large', error.why, place)
  return isDestroyedFile(error) ? diagnose('destroyed-artifact', { reason: error.message }, place) : null
}
