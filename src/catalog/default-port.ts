// SPDX-License-Identifier: MIT
import type { Catalog, CatalogFlow } from './catalog-flow.ts'

/** The parameter's default; the printed port where the row prints another one than the parameter's usual. */
export const defaultPort = (catalog: Catalog, parameter: string, entry: CatalogFlow): string => {
  const usual = catalog.parameters.get(parameter)?.default ?? (entry.ports[0] as string)
  return [...entry.ports, ...entry.alternates].includes(usual) ? usual : (entry.ports[0] as string)
}
