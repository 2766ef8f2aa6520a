// SPDX-License-Identifier: MIT
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import test from 'ava'
import { importScript } from '../../src/targets/gpo/import-script.ts'
import { importScript as importPolicies } from '../../src/targets/intune/import-script.ts'
import { writePolicyScript } from '../../src/targets/powershell/write.ts'
import { writeWfp } from '../../src/targets/wfp/write.ts'
import { policyOf } from '../support/netsecurity/sample-policy.ts'
import { emptyFirewall } from '../support/netsecurity/stand-in-firewall.ts'
import { pwshFor } from '../support/powershell/find-pwsh.ts'
import { pwshEnvironment, STAND_INS } from '../support/powershell/pwsh-environment.ts'
import { PWSH_WORDS } from '../support/powershell/pwsh-words.ts'
import { emptyDomain } from '../support/powershell/stand-in-domain.ts'
import { PLAIN_OPTIONS } from '../support/sample/plain-options.ts'
import { rpcFiles } from '../units/support/rpc.ts'

test('every script says in Constrained Language Mode what to do, and changes nothing', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const folder = await mkdtemp(join(tmpdir(), 'portwright-language-'))
  const policy = policyOf()
  const files = [
    ...writePolicyScript(policy, PLAIN_OPTIONS).files,
    ...writeWfp(policy, PLAIN_OPTIONS).files.filter(({ path }) => path.endsWith('.ps1')),
    { path: 'Import-FirewallGpo.ps1', bytes: importScript([policy], PLAIN_OPTIONS, new Map([[policy.id, 'h']])) },
    importPolicies([policy], PLAIN_OPTIONS),
    ...rpcFiles().filter(({ path }) => path.endsWith('.ps1')),
  ]
  const names = files.map(({ path }, index) => join(folder, `${index}-${path.split('/').at(-1)}`))
  for (const [index, { bytes }] of files.entries()) await writeFile(names[index] as string, bytes)
  await writeFile(join(folder, 'firewall.json'), JSON.stringify(emptyFirewall))
  await writeFile(join(folder, 'directory.json'), JSON.stringify(emptyDomain([])))
  const command = [
    'Import-Module NetSecurity, GroupPolicy, ActiveDirectory',
    "$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'",
    ...names.map((name) => `& '${name}' -ErrorAction Continue 2>&1; "exit $LASTEXITCODE"`),
  ].join('; ')
  const env = pwshEnvironment({
    PSModulePath: [STAND_INS, join(import.meta.dirname, '../support/netsecurity')].join(delimiter),
    PORTWRIGHT_FIREWALL: join(folder, 'firewall.json'),
    PORTWRIGHT_STANDIN: join(folder, 'directory.json'),
  })
  const out = await new Promise<string>((done) =>
    execFile(pwsh, [...PWSH_WORDS, '-Command', command], { env }, (_, stdout, stderr) => done(stdout + stderr)),
  )
  const text = out.replace(/\s*\|?\s+/g, ' ')
  t.is(files.length, 6)
  t.is(text.match(/This session is in ConstrainedLanguage mode/g)?.length, 6, out)
  t.is(text.match(/Sign the script with a certificate/g)?.length, 6)
  t.is(text.match(/exit 1/g)?.length, 6)
  await rm(folder, { recursive: true })
})
