// SPDX-License-Identifier: MIT
import type { Diagnostic, Span } from './diagnostic.ts'
import type { DiagnosticCode } from './diagnostic-code.ts'
import { DIAGNOSTICS, type DiagnosticParameters } from './diagnostic-table.ts'

interface AnyEntry {
  readonly severity: Diagnostic['severity']
  readonly message: (parameters: unknown) => string
  readonly hint?: (parameters: unknown) => string | null
}

/** Makes the diagnostic of a code for a place. */
export const diagnose = <C extends DiagnosticCode>(
  code: C,
  parameters: DiagnosticParameters<C>,
  span: Span,
  related: Diagnostic['related'] = [],
): Diagnostic => {
  const entry = DIAGNOSTICS[code] as unknown as AnyEntry
  return {
    code,
    severity: entry.severity,
    message: entry.message(parameters),
    file: span.file,
    line: span.line,
    column: span.column,
    endLine: span.endLine,
    endColumn: span.endColumn,
    hint: entry.hint?.(parameters) ?? null,
    related,
  }
}
