// SPDX-License-Identifier: MIT
// Writes the schemas in schema/: of the estate, and of what each command prints as JSON; with --check, fails where a
// file is not up to date.
import { readFileSync, writeFileSync } from 'node:fs'
import { loadCatalog } from '../src/catalog/load-catalog.ts'
import { estateJsonSchema } from '../src/estate/estate-json-schema.ts'
import { jsonSchemas } from './json-schemas.ts'

const catalog = loadCatalog((name) => readFileSync(new URL(`../policies/catalog/${name}`, import.meta.url), 'utf8'))
const files = new Map([['estate', `${JSON.stringify(estateJsonSchema(catalog), null, 2)}\n`], ...jsonSchemas()])

for (const [name, text] of files) {
  const file = new URL(`../schema/${name}.schema.json`, import.meta.url)
  if (!process.argv.includes('--check')) writeFileSync(file, text)
  else if (readFileSync(file, 'utf8') !== text) {
    console.error(`schema/${name}.schema.json is not up to date: run node scripts/write-schema.ts`)
    process.exitCode = 1
  }
}
