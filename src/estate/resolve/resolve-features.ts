// SPDX-License-Identifier: MIT
import type { EstateFile } from '../estate-schema.ts'
import { byCodeUnit, type Context } from './context.ts'

export const resolveFeatures = (
  features: EstateFile['features'],
  { catalog, product, report }: Context,
): { readonly features: ReadonlySet<string>; readonly allFeatures: boolean } => {
  if (features === 'all') {
    const all = [...catalog.features.values()].filter(({ products }) => product === null || products.includes(product))
    return { features: new Set(all.map(({ id }) => id).sort(byCodeUnit)), allFeatures: true }
  }
  const named = new Set<string>()
  for (const [index, id] of (features ?? []).entries()) {
    const path = ['features', index]
    const products = catalog.features.get(id)?.products ?? []
    if (named.has(id)) report('duplicate-entry', { word: id }, path)
    else if (product !== null && !products.includes(product))
      report('feature-not-in-product', { feature: id, product, products }, path)
    named.add(id)
  }
  return { features: new Set([...named].sort(byCodeUnit)), allFeatures: false }
}
