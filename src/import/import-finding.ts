// SPDX-License-Identifier: MIT
import type { Severity } from '../diagnostics/severity.ts'

/** Something that the user of an import must know, at its place in the file that was read (lines and columns from 1). */
export interface ImportFinding {
  readonly severity: Severity
  readonly line: number
  readonly column: number
  readonly message: string
  /** The host, rule, service, role or key that it is about. */
  readonly subject: string
}
