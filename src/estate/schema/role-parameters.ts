// SPDX-License-Identifier: MIT
import type { Catalog, Parameter } from '../../catalog/catalog-flow.ts'

export const roleParameters = (catalog: Catalog, role: string): readonly Parameter[] =>
  [...catalog.parameters.values()].filter(({ scope, roles }) => scope === 'role' && roles.includes(role))
