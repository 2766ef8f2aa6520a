// SPDX-License-Identifier: MIT
// Writes schema/estate.schema.json from the schema in src/estate; with --check, fails where the file is not up to date.
import { readFileSync, writeFileSync } from 'node:fs'
import { loadCatalog } from '../src/catalog/load-catalog.ts'
import { estateJsonSchema } from '../src/estate/estate-json-schema.ts'

const file = new URL('../schema/estate.schema.json', import.meta.url)
const catalog = loadCatalog((name) => readFileSync(new URL(`../policies/catalog/${name}`, import.meta.url), 'utf8'))
const text = `${JSON.stringify(estateJsonSchema(catalog), null, 2)}\n`

if (!process.argv.includes('--check')) writeFileSync(file, text)
else if (readFileSync(file, 'utf8') !== text) {
  console.error('schema/estate.schema.json is not up to date: run node scripts/write-schema.ts')
  process.exitCode = 1
}
