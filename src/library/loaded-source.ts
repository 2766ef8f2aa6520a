// SPDX-License-Identifier: MIT
import type { Catalog } from '../catalog/catalog-flow.ts'
import type { EstateResult } from '../compile/compile-estate.ts'
import type { Estate } from '../estate/estate.ts'
import type { RuleSource } from '../rules/rule-source.ts'

export interface LoadedSource {
  readonly source: RuleSource
  /** The estate itself with everything that it compiles to, where the argument is one. */
  readonly compiled: {
    readonly estate: Estate
    readonly catalog: Catalog
    readonly compiled: EstateResult
  } | null
  /** The files that it was read from, the first being the one that was named; null for one that was looked for and not there. Left out where nobody knows. */
  readonly inputs?: readonly InputFile[]
}

export interface InputFile {
  readonly path: string
  readonly sha256: string | null
}
