// SPDX-License-Identifier: MIT
import { quote } from './quote.ts'
import type { Severity } from './severity.ts'

/** What a diagnostic says: its severity, its sentence, the remedy, and the explanation that `explain CODE` prints. */
export interface Entry<P> {
  readonly severity: Severity
  readonly message: (parameters: P) => string
  readonly hint?: (parameters: P) => string | null
  /** One or two sentences for someone who sees the code for the first time. */
  readonly help: string
}

/** For diagnostics whose sentence is always the same. */
export type Nothing = Readonly<Record<never, never>>

export const error = <P>(value: Omit<Entry<P>, 'severity'>): Entry<P> => ({ severity: 'error', ...value })
export const warning = <P>(value: Omit<Entry<P>, 'severity'>): Entry<P> => ({ severity: 'warning', ...value })

export const info = <P>(value: Omit<Entry<P>, 'severity'>): Entry<P> => ({ severity: 'info', ...value })

/** The hint of every “unknown …” diagnostic. */
export const didYouMean = ({ nearest }: { readonly nearest: string | null }): string | null =>
  nearest === null ? null : `Did you mean ${quote(nearest)}?`
