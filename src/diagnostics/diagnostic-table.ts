// SPDX-License-Identifier: MIT
import type { Severity } from './diagnostic.ts'

/** What a diagnostic says: its severity, its sentence, the remedy, and the explanation that `explain CODE` prints. */
interface Entry<P> {
  readonly severity: Severity
  readonly message: (parameters: P) => string
  readonly hint?: (parameters: P) => string | null
  /** One or two sentences for someone who sees the code for the first time. */
  readonly help: string
}

const entry = <P>(value: Entry<P>): Entry<P> => value
const quote = (word: string): string => `“${word}”`

/** Every diagnostic of the program. A code that is not here, or parameters that do not fit it, do not compile. */
export const DIAGNOSTICS = {
  'file-unreadable': entry<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => `The file cannot be read: ${reason}.`,
    help: 'The file does not exist, is a folder, or may not be read by this account.',
  }),
  'unknown-key': entry<{ key: string; where: string; nearest: string | null }>({
    severity: 'error',
    message: ({ key, where }) => `${quote(key)} is not a key of ${where}.`,
    hint: ({ nearest }) => (nearest === null ? null : `Did you mean ${quote(nearest)}?`),
    help: 'The estate file has a closed schema: a key that it does not know is an error, so that a misspelled key never opens or closes a port.',
  }),
} as const satisfies Record<string, Entry<never>>

export type DiagnosticCode = keyof typeof DIAGNOSTICS
export type DiagnosticParameters<C extends DiagnosticCode> = Parameters<(typeof DIAGNOSTICS)[C]['message']>[0]
