// SPDX-License-Identifier: MIT
import type { Catalog, Product } from '../../catalog/catalog-flow.ts'
import type { EstateFile } from '../estate-schema.ts'
import type { Report } from '../problem.ts'

const OLDEST = 1511
const YYMM = /^\d{2}(0[1-9]|1[0-2])$/

/** The build of the current branch; the newest that the catalogue knows where the file names none. */
export const resolveVersion = (
  version: EstateFile['version'],
  product: Product | null,
  catalog: Catalog,
  report: Report,
): number | null => {
  const newest = product === 'cmcb' ? catalog.newest : null
  if (version === undefined || product === null) return newest
  const path = ['version']
  if (product !== 'cmcb') {
    report('version-not-in-product', { product }, path, 'key')
    return null
  }
  const text = String(version)
  const number = Number(text)
  if (!YYMM.test(text) || number < OLDEST) {
    report('invalid-version', { version: text, newest: catalog.newest }, path)
    return newest
  }
  if (number > catalog.newest) report('version-too-new', { version: number, newest: catalog.newest }, path)
  return number
}
