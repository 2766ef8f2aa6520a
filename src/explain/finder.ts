// SPDX-License-Identifier: MIT
import type { Catalog, CatalogFlow } from '../catalog/catalog-flow.ts'
import type { Estate } from '../estate/estate.ts'
import type { Flow } from '../flows/flow.ts'
import type { Party } from '../flows/party.ts'
import type { Rule } from '../formats/rule/rule.ts'
import type { Policy } from '../rules/policy.ts'
import type { Explanation } from './explanation.ts'

export interface ExplainInput {
  readonly estate: Estate
  readonly catalog: Catalog
  readonly parties: readonly Party[]
  readonly flows: readonly Flow[]
  readonly policies: readonly Policy[]
}

/** What a word means: which rules, flows and rows of the catalogue it is about. */
export interface Found {
  readonly kind: Explanation['kind']
  readonly subject: string
  readonly about?: readonly string[]
  /** The party that was asked for. */
  readonly host?: string
  readonly rules?: (policy: Policy, rule: Rule) => boolean
  readonly flows?: (flow: Flow) => boolean
  readonly entries?: readonly CatalogFlow[]
}

/** Finds what a word means, or null where it means nothing of its kind. */
export type Finder = (input: ExplainInput, what: string) => Found | null
