// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { loadCatalog } from '../../src/catalog/load-catalog.ts'

const FOLDER = resolve(import.meta.dirname, '../../policies/catalog')

/** The catalogue from its sources. */
export const catalog = loadCatalog((name) => readFileSync(join(FOLDER, name), 'utf8'))
