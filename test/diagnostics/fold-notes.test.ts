// SPDX-License-Identifier: MIT
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { portwright, temporaryFolder } from '../support/command-line.ts'

const estate = `name: test
product: cmcb
sites: { S: { type: primary } }
hosts:
  cm.x.test: { addresses: [10.0.0.2], site: S, os: windows-server-2022, roles: [site-server] }
${[1, 2, 3, 4, 5].map((n) => `  nas${n}.x.test: { addresses: [10.0.1.${n}], os: other, roles: [file-share] }`).join('\n')}
`

test('notes that repeat are folded on the terminal, and nowhere else', async (t) => {
  const file = join(temporaryFolder(t), 'estate.yaml')
  writeFileSync(file, estate)
  const count = (text: string): number => text.split('no-firewall-policy').length - 1
  const { err } = await portwright(['check', file])
  t.is(count(err), 3)
  t.regex(err, /^3 more info\[no-firewall-policy\]; --verbose shows them$/m)
  t.is(count((await portwright(['check', file, '--verbose'])).err), 5)
  t.is(count((await portwright(['check', file, '--format', 'json'])).out), 5)
})
