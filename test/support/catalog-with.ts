// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Catalog } from '../../src/catalog/catalog-flow.ts'
import { loadCatalog } from '../../src/catalog/load-catalog.ts'

const FOLDER = resolve(import.meta.dirname, '../../policies/catalog')

/** The catalogue of a copy of policies/catalog in which some files were edited. */
export const catalogWith = (edits: Readonly<Record<string, (text: string) => string>>): Catalog =>
  loadCatalog((name) => {
    const text = readFileSync(join(FOLDER, name), 'utf8')
    return edits[name]?.(text) ?? text
  })
