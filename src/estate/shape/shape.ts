// SPDX-License-Identifier: MIT
import type { WordCode } from '../schema/vocabulary.ts'

interface Spoken {
  /** How diagnostics speak of it (`a host`). */
  readonly name?: string
  /** Which code a misspelled word gets. */
  readonly code?: WordCode
}

/** What the check of keys, types and words needs of a schema, as plain data that a build can keep. */
export type Shape = Spoken &
  (
    | { readonly type: 'optional'; readonly inner: Shape }
    | { readonly type: 'object'; readonly keys: Readonly<Record<string, Shape>> }
    | { readonly type: 'record'; readonly value: Shape }
    | { readonly type: 'array'; readonly element: Shape }
    | { readonly type: 'union'; readonly options: readonly Shape[]; readonly discriminator?: string }
    | { readonly type: 'enum'; readonly words: readonly string[] }
    | { readonly type: 'literal'; readonly values: readonly unknown[] }
    | { readonly type: 'string' | 'number' | 'boolean' }
  )
