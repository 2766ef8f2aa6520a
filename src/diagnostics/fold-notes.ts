// SPDX-License-Identifier: MIT
import type { Diagnostic } from './diagnostic.ts'
import type { DiagnosticCode } from './diagnostic-code.ts'

/** Notes of one kind that are printed before the rest is counted. */
const MOST = 2

export interface FoldedNotes {
  readonly shown: readonly Diagnostic[]
  /** How many notes of a kind are left out. */
  readonly folded: ReadonlyMap<DiagnosticCode, number>
}

/** Leaves out notes that repeat; errors and warnings are all shown. */
export const foldNotes = (diagnostics: readonly Diagnostic[]): FoldedNotes => {
  const seen = new Map<DiagnosticCode, number>()
  const shown = diagnostics.filter(({ severity, code }) => {
    if (severity !== 'info') return true
    const count = (seen.get(code) ?? 0) + 1
    seen.set(code, count)
    return count <= MOST
  })
  return {
    shown,
    folded: new Map([...seen].filter(([, count]) => count > MOST).map(([code, count]) => [code, count - MOST])),
  }
}
