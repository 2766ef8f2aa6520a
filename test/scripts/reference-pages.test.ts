// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { referencePages } from '../../scripts/reference-pages.ts'
import { DIAGNOSTICS } from '../../src/diagnostics/diagnostic-table.ts'
import { catalog } from '../support/catalog.ts'

const DOCS = join(import.meta.dirname, '../../docs')

for (const [name, text] of referencePages(catalog))
  test(`docs/${name} is what the tables of the program say; “npm run docs” writes it`, (t) => {
    t.is(readFileSync(join(DOCS, name), 'utf8'), text)
  })

test('every code, role, feature and parameter stands on its page', (t) => {
  const pages = referencePages(catalog)
  const has = (name: string, text: string): boolean => t.true(pages.get(name)?.includes(text), `${name}: ${text}`)
  for (const code of Object.keys(DIAGNOSTICS)) has('errors.md', `\n## ${code}\n`)
  for (const id of catalog.roles.keys()) has('roles.md', `| \`${id}\` |`)
  for (const id of catalog.features.keys()) has('features.md', `| \`${id}\` |`)
  for (const { id, scope, key } of catalog.parameters.values())
    has('parameters.md', scope === 'site' ? `| \`${id}\` |` : `| \`${key}\` |`)
})
