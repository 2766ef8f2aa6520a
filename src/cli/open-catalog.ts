// SPDX-License-Identifier: MIT
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Catalog } from '../catalog/catalog-flow.ts'
import { unpackCatalog } from '../catalog/catalog-json.ts'
import { packageRoot } from './package-root.ts'

let opened: Promise<Catalog> | null = null

/** The packed catalogue of a build, or the YAML sources where the program runs from its own. Read once. */
export const openCatalog = (): Promise<Catalog> => {
  opened ??= open()
  return opened
}

const open = async (): Promise<Catalog> => {
  const packed = join(import.meta.dirname, 'catalog.json')
  const beside = existsSync(packed) ? packed : join(import.meta.dirname, '..', 'catalog.json')
  if (existsSync(beside)) return unpackCatalog(readFileSync(beside, 'utf8'))
  const { loadCatalog } = await import('../catalog/load-catalog.ts')
  return loadCatalog((name) => readFileSync(join(packageRoot(), 'policies/catalog', name), 'utf8'))
}
