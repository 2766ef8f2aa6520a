// SPDX-License-Identifier: MIT
import type { Catalog, InstallMethod } from '../catalog/catalog-flow.ts'
import type { Plan } from '../change/plan.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Estate } from '../estate/estate.ts'
import type { Flow } from '../flows/flow.ts'
import type { Party } from '../flows/party.ts'
import type { Policy } from '../rules/policy.ts'

/** What the page is made of: a compiled estate, before any target wrote it. */
export interface PageInput {
  readonly version: string
  readonly estate: Estate
  readonly catalog: Catalog
  readonly parties: readonly Party[]
  readonly flows: readonly Flow[]
  readonly policies: readonly Policy[]
  readonly diagnostics: readonly Diagnostic[]
  /** What changed, and since when in words; left out: the page knows no earlier state. */
  readonly since?: { readonly plan: Plan; readonly words: string }
}

/** A page about one thing only. */
export type PageFocus =
  | { readonly kind: 'client'; readonly name: string; readonly method: InstallMethod; readonly running: boolean }
  | { readonly kind: 'host'; readonly name: string }
