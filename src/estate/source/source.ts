// SPDX-License-Identifier: MIT
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Locate } from '../problem.ts'
import type { Data } from './data.ts'

/** A file that was read, in any of the formats. */
export interface Source {
  /** Undefined where the file cannot be understood at all. */
  readonly data: Data | undefined
  readonly diagnostics: readonly Diagnostic[]
  /** Errors beyond the first thousand, which are counted alone. */
  readonly unseen?: number
  /** Whether reading ended at so many errors, and there may be more. */
  readonly isPartial?: boolean
  /** Where a value or its key stands. Reads the file again at the first call: most files have nothing to report. */
  readonly locate: Locate
  /** The file and every file that it imports. */
  readonly files: readonly SourceFile[]
}

export interface SourceFile {
  readonly path: string
  readonly text: string
}
