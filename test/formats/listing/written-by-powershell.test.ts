// SPDX-License-Identifier: MIT
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { readListing } from '../../../src/formats/listing/read-listing.ts'
import { temporaryFolder } from '../../support/command-line.ts'
import { flatObjects, joinedObject } from '../../support/listing/listing-objects.ts'
import { LISTING_RULES } from '../../support/listing/listing-rules.ts'
import { pwshFor } from '../../support/powershell/find-pwsh.ts'
import { runScript } from '../../support/powershell/run-script.ts'

const SCRIPT = join(import.meta.dirname, '../../support/listing/write-listings.ps1')

test('what PowerShell writes of the objects is read as the rules that they are', async (t) => {
  t.timeout(300_000)
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'flat.json'), JSON.stringify(flatObjects(LISTING_RULES)))
  writeFileSync(join(folder, 'joined.json'), JSON.stringify(LISTING_RULES.map(joinedObject)))
  const { errors } = await runScript(pwsh, SCRIPT, { Folder: folder })
  t.deepEqual(errors, [])
  const bytes = (name: string): { path: string; bytes: Uint8Array } => ({
    path: name,
    bytes: Uint8Array.from(readFileSync(join(folder, name))),
  })
  const files = [
    'flat.xml',
    'list.xml',
    'flat-again.json',
    'flat-words.json',
    'joined.csv',
    'joined-typed.csv',
    'joined.xml',
    'joined-again.json',
  ]
  for (const name of files) {
    const { rules, losses } = readListing([bytes(name)])
    t.deepEqual(losses, [], name)
    t.deepEqual(rules, LISTING_RULES, name)
  }
  const several = ['security', 'type', 'rule', 'port', 'address', 'application', 'service', 'interface']
  const { rules, losses } = readListing(several.map((name) => bytes(`several/${name}.xml`)))
  t.deepEqual(losses, [])
  t.deepEqual(rules, LISTING_RULES)
})
