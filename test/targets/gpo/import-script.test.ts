// SPDX-License-Identifier: MIT
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import test from 'ava'
import { checkPowerShell } from '../../../src/formats/powershell/check-powershell.ts'
import type { Policy } from '../../../src/rules/policy.ts'
import { importScript } from '../../../src/targets/gpo/import-script.ts'
import { samAccountName } from '../../../src/targets/gpo/sam-account-name.ts'
import { pwshFor } from '../../support/powershell/find-pwsh.ts'
import { policyOf } from '../../support/powershell/import-fixture.ts'
import { parsePowerShell } from '../../support/powershell/parse.ts'
import { pwshEnvironment } from '../../support/powershell/pwsh-environment.ts'
import { PWSH_WORDS } from '../../support/powershell/pwsh-words.ts'
import { PLAIN_OPTIONS } from '../../support/sample/plain-options.ts'

const script = (policies: readonly Policy[], options = PLAIN_OPTIONS): string =>
  Buffer.from(importScript(policies, options, new Map(policies.map(({ id }) => [id, 'hash'])))).toString()
const CM = policyOf('cm01.contoso.test')
const EVIL = policyOf('evil', {
  name: "x’; Remove-GPO '‘$(throw)",
  securityGroup: '#> \n@"',
  hosts: ['a', "b'c"],
  clients: ['ws'],
})
const EVIL_OPTIONS = { ...PLAIN_OPTIONS, estate: "#>\n.EXTERNALHELP x ’'" }

test('the script parses, whatever the names are', async (t) => {
  for (const text of [script([]), script([CM]), script([CM, EVIL], EVIL_OPTIONS)]) {
    t.deepEqual(await parsePowerShell(text), [])
    t.deepEqual(checkPowerShell(text), [])
  }
})

test('the parser of the tests finds what is no PowerShell', async (t) => {
  t.true((await parsePowerShell('function f { $a = ( }')).length > 0)
})

test('the script is ASCII where the names are, ends its lines with CRLF and is the same every time', (t) => {
  const text = script([CM])
  t.regex(text, /^[\x20-\x7e\r\n]*$/)
  t.false(/[^\r]\n/.test(text))
  t.is(script([CM]), text)
  t.true(script([EVIL]).startsWith('\uFEFF'))
})

test('the script has nothing that Windows PowerShell 5.1 or a reviewer would stumble over', (t) => {
  const text = script([CM])
  t.false(/\?\?|\?\.|&&|\|\||Write-Host|\bclass\b|ForEach-Object \{|\s%\s|\s\?\s/.test(text))
  t.regex(text, /#Requires -Version 5\.1\r\n#Requires -Modules GroupPolicy, ActiveDirectory\r\n\r\n<#/)
})

test('the domain of the estate is the default', (t) => {
  t.regex(script([CM]), /\[string\] \$Domain = '',/)
  t.regex(
    script([CM], { ...PLAIN_OPTIONS, gpo: { ...PLAIN_OPTIONS.gpo, domain: 'contoso.test' } }),
    /\$Domain = 'contoso\.test',/,
  )
})

test('a policy without a hash is a fault of the caller', (t) => {
  t.throws(() => importScript([CM], PLAIN_OPTIONS, new Map()), { message: /cm01\.contoso\.test has no hash/ })
})

test('an account name is the name where it can be, else a cut one with a hash', (t) => {
  t.is(samAccountName('Firewall größe'), 'Firewall größe')
  t.regex(samAccountName('a/b'), /^a_b-[0-9a-f]{8}$/)
  t.not(samAccountName('a/b'), samAccountName('a_b'))
  t.not(samAccountName('a/b'), samAccountName('a:b'))
  const long = samAccountName('🔥'.repeat(100))
  t.true(long.length <= 64 && long.isWellFormed())
  t.regex(samAccountName(' . '), /^-[0-9a-f]{8}$/)
})

test('Get-Help shows the help, with nothing of the estate as a directive', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const folder = await mkdtemp(join(tmpdir(), 'portwright-help-'))
  const file = join(folder, 'Import-FirewallGpo.ps1')
  await writeFile(file, importScript([EVIL], EVIL_OPTIONS, new Map([[EVIL.id, 'h']])))
  const command =
    '$h = Get-Help -Full $env:PORTWRIGHT_SCRIPT; $h.Synopsis; $h.examples.example.Count; $h.parameters.parameter.Count'
  const env = pwshEnvironment({ PORTWRIGHT_SCRIPT: file })
  const { stdout } = await promisify(execFile)(pwsh, [...PWSH_WORDS, '-Command', command], { env })
  const [synopsis, examples, parameters] = stdout.trim().split(/\r?\n/)
  t.is(synopsis, 'Creates, imports, filters and links the firewall Group Policy objects of this folder.')
  t.deepEqual([Number(examples), Number(parameters)], [5, 15])
  await rm(folder, { recursive: true })
})
