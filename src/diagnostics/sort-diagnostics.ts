// SPDX-License-Identifier: MIT
import type { Diagnostic } from './diagnostic.ts'

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** In the order of the file; what is said twice about one place is kept once. */
export const sortDiagnostics = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => {
  const seen = new Set<string>()
  return [...diagnostics]
    .sort(
      (a, b) =>
        text(a.file, b.file) ||
        a.line - b.line ||
        a.column - b.column ||
        text(a.code, b.code) ||
        text(a.message, b.message),
    )
    .filter(({ file, line, column, code, message }) => {
      const key = `${file}\n${line}:${column} ${code} ${message}`
      return !seen.has(key) && seen.add(key)
    })
}
