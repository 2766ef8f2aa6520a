// SPDX-License-Identifier: MIT
import type { Diagnostic, Span } from './diagnostic.ts'

const placeOf = ({ file, line, column, endLine, endColumn }: Span) => ({ file, line, column, endLine, endColumn })

/** A diagnostic with its keys in the documented order. */
export const diagnosticJson = ({ code, severity, message, hint, related, rules, by, ...span }: Diagnostic) => ({
  code,
  severity,
  message,
  ...placeOf(span),
  hint,
  related: related.map((other) => ({ message: other.message, ...placeOf(other.span) })),
  ...(rules !== undefined && { rules, by: by ?? [] }),
})

/** Diagnostics as one JSON array. */
export const formatJson = (diagnostics: readonly Diagnostic[]): string =>
  `${JSON.stringify(diagnostics.map(diagnosticJson), null, 2)}\n`
