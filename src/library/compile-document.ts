// SPDX-License-Identifier: MIT
import type { InputFile } from '../compile/compiled-estate.ts'
import type { OutputIndex } from '../compile/output-index.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'

/** What `portwright.json` holds. */
export interface CompileDocument extends OutputIndex {
  /** The version that compiled it. */
  readonly portwright: string
  /** SHA-256 of the file's own text with this value as zeros. */
  readonly indexHash: string
  readonly inputs: readonly InputFile[]
  /** Catalogue flows that the estate does without. */
  readonly except: readonly object[]
  readonly diagnostics: readonly Diagnostic[]
}
