// SPDX-License-Identifier: MIT
import type { Diagnostic, Span } from '../diagnostics/diagnostic.ts'
import type { DiagnosticCode } from '../diagnostics/diagnostic-code.ts'
import { diagnosticJson } from '../diagnostics/format-json.ts'
import { isOpen } from '../diagnostics/is-open.ts'
import type { Severity } from '../diagnostics/severity.ts'

/** What is wrong, where, and what to do about it: as `portwright check --format json` prints it. */
export interface LibraryDiagnostic extends Span {
  readonly code: DiagnosticCode
  readonly severity: Severity
  readonly message: string
  readonly hint: string | null
  readonly related: readonly RelatedPlace[]
  /** Of faults of rules: ids of those at fault, and of those that cover or contradict them. */
  readonly rules?: readonly string[]
  readonly by?: readonly string[]
}

export interface RelatedPlace extends Span {
  readonly message: string
}

/** Warnings that somebody answers for are left out, as the commands do. */
export const libraryDiagnostics = (diagnostics: readonly Diagnostic[]): readonly LibraryDiagnostic[] =>
  diagnostics.filter(isOpen).map(diagnosticJson)
