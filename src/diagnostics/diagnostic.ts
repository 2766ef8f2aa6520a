// SPDX-License-Identifier: MIT
import type { DiagnosticCode } from './diagnostic-code.ts'
import type { Severity } from './severity.ts'

/** A place in a file; lines and columns count from 1, the end is exclusive. */
export interface Span {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

/** What is wrong, where, and what to do about it. */
export interface Diagnostic extends Span {
  readonly code: DiagnosticCode
  readonly severity: Severity
  readonly message: string
  readonly hint: string | null
  /** Who answers for a warning; `inForce` is false once its last day is over. */
  readonly acknowledged?: {
    readonly reason: string
    readonly owner: string
    readonly until: string | null
    readonly inForce: boolean
  }
  readonly related: readonly { readonly message: string; readonly span: Span }[]
  /** Of faults of rules: ids of those at fault, and of those that cover or contradict them. */
  readonly rules?: readonly string[]
  readonly by?: readonly string[]
}
