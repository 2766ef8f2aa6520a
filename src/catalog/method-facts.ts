// SPDX-License-Identifier: MIT
import type { Catalog, InstallMethod, MethodFacts } from './catalog-flow.ts'

/** What the catalogue says of a way of installing clients; it has every one. */
export const methodFacts = ({ methods }: Pick<Catalog, 'methods'>, method: InstallMethod): MethodFacts => {
  const facts = methods.get(method)
  if (facts === undefined) throw new Error(`methods.yaml: ${method} is missing`)
  return facts
}
