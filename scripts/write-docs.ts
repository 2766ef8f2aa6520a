// SPDX-License-Identifier: MIT
// Writes the pages of docs/ and the script that are made from the program's own tables; a test holds them up to date.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { loadCatalog } from '../src/catalog/load-catalog.ts'
import { exportScript } from './export-script.ts'
import { referencePages } from './reference-pages.ts'
import { verifiedPage } from './verified-page.ts'

const at = (path: string): URL => new URL(`../${path}`, import.meta.url)
const catalog = loadCatalog((name) => readFileSync(at(`policies/catalog/${name}`), 'utf8'))
for (const [name, text] of referencePages(catalog)) writeFileSync(at(`docs/${name}`), text)
writeFileSync(at('docs/verified.md'), verifiedPage(fileURLToPath(at('.'))))
writeFileSync(at('scripts/Export-ConfigMgrEstate.ps1'), exportScript(catalog))
