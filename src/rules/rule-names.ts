// SPDX-License-Identifier: MIT
import type { Catalog } from '../catalog/catalog-flow.ts'
import type { Estate } from '../estate/estate.ts'
import type { Flow } from '../flows/flow.ts'
import type { Party } from '../flows/party.ts'
import { compilePolicies } from './compile-policies.ts'

/**
 * What rules of an estate are called, by their ids. The policies take most of what an estate takes to compile: they are made
 * when somebody asks first.
 */
export const ruleNames = (
  estate: Estate,
  catalog: Catalog,
  parties: readonly Party[],
  flows: readonly Flow[],
): ((id: string) => string | undefined) => {
  let names: ReadonlyMap<string, string> | null = null
  return (id) => {
    names ??= new Map(
      compilePolicies(estate, catalog, parties, flows).flatMap(({ rules }) =>
        rules.map((rule) => [rule.id, rule.displayName] as const),
      ),
    )
    return names.get(id)
  }
}
