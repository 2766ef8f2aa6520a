// SPDX-License-Identifier: MIT
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import test from 'ava'
import type { Policy } from '../../../src/rules/policy.ts'
import { policyItem } from '../../../src/targets/baseline/policy-item.ts'
import { policyOf, SETTINGS } from '../../support/netsecurity/sample-policy.ts'
import { pwshFor } from '../../support/powershell/find-pwsh.ts'
import { runScript } from '../../support/powershell/run-script.ts'
import { PLAIN_OPTIONS } from '../../support/sample/plain-options.ts'

const NEWER = resolve(import.meta.dirname, '../../support/powershell/newer-syntax.ps1')
const WHO = `$own = [System.Net.NetworkInformation.IPGlobalProperties]::GetIPGlobalProperties()
"$($own.HostName).$(if ($own.DomainName) { $own.DomainName } else { 'example.test' })"`

test('an item is for the computers of its policy: hosts by name, client groups by address and kind', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const folder = await mkdtemp(join(tmpdir(), 'portwright-applies-'))
  const run = async (name: string, text: string): Promise<readonly unknown[]> => {
    await writeFile(join(folder, name), text)
    const { objects, errors } = await runScript(pwsh, join(folder, name), {})
    t.deepEqual(errors, [])
    return objects
  }
  const [own] = (await run('who.ps1', WHO)) as readonly string[]
  const hosts = (...names: string[]): Partial<Policy> => ({ hosts: names })
  const clients = (...networks: string[]): Partial<Policy> => ({ hosts: [], clients: ['c'], networks })
  const cases: readonly (readonly [string, Partial<Policy>, boolean])[] = [
    ['another name', hosts('cm01.contoso.test'), false],
    ['its name', hosts('cm01.contoso.test', (own ?? '').toUpperCase()), true],
    ['a name that ends so', hosts(`x${own}`, `${own}`.slice(1)), false],
    ['its network', clients('10.255.255.0/24', '127.0.0.0/8'), true],
    ['a range that ends before', clients('126.0.0.0-127.0.0.0'), false],
    ['a range that begins behind', clients('127.0.0.2-127.0.0.9'), false],
    [
      'its name without a domain, of an estate that names none',
      { ...hosts(`${own}`.split('.')[0] ?? ''), domain: null },
      true,
    ],
    ['another network', clients('198.51.100.0/24', '2001:db8:ffff::/48'), false],
    ['anywhere', clients(), true],
  ]
  for (const [index, [name, more, expected]] of cases.entries()) {
    const { item } = policyItem(policyOf(more), PLAIN_OPTIONS)
    t.deepEqual(await run(`${index}.ps1`, item?.applies?.text ?? ''), expected ? ['applies'] : [], name)
  }
})

test('an item of a client group is for members of a domain, or of none, where its rules are for those alone', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const folder = await mkdtemp(join(tmpdir(), 'portwright-member-'))
  const groups: readonly (readonly [string, Partial<Policy>, boolean, boolean])[] = [
    ['workgroup', { groupPolicy: false, profiles: ['private', 'public'] }, false, true],
    ['domain', { groupPolicy: true, profiles: ['domain'] }, true, false],
    ['internet', { groupPolicy: true, profiles: ['domain', 'private', 'public'] }, true, true],
  ]
  const parts = groups.flatMap(([name, more]) => {
    const { item } = policyItem(policyOf({ hosts: [], clients: ['c'], networks: [], ...more }), PLAIN_OPTIONS)
    return ['$true', '$false', 'throw "no answer"'].map(
      (joined) =>
        `& {\nfunction Get-CimInstance { [CmdletBinding()] param([string] $ClassName) [pscustomobject]@{ PartOfDomain = ${joined} } }\n'${name} ${joined.slice(0, 6)}'\n${item?.applies?.text ?? ''}\n}`,
    )
  })
  await writeFile(join(folder, 'member.ps1'), parts.join('\n'))
  const { objects, errors } = await runScript(pwsh, join(folder, 'member.ps1'), {})
  t.deepEqual(errors, [])
  const applies = (yes: boolean): readonly string[] => (yes ? ['applies'] : [])
  t.deepEqual(
    objects,
    groups.flatMap(([name, , member, other]) => [
      `${name} $true`,
      ...applies(member),
      `${name} $false`,
      ...applies(other),
      `${name} throw `,
      'applies',
    ]),
  )
})

test('a host that the estate names without a domain is looked for in the domain of its policy', (t) => {
  const computers = (more: Partial<Policy>): string =>
    /\$computers = @\(\n([^)]*)\)/.exec(policyItem(policyOf(more), PLAIN_OPTIONS).item?.applies?.text ?? '')?.[1] ?? ''
  t.is(
    computers({ hosts: ['cm01', 'cm02.lab.test'], domain: 'contoso.test' }),
    "    'cm01.contoso.test'\n    'cm02.lab.test'\n",
  )
  t.is(computers({ hosts: ['cm01'], domain: null }), "    'cm01'\n")
})

test('Windows PowerShell 5.1 reads every script of an item', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const folder = await mkdtemp(join(tmpdir(), 'portwright-item-'))
  const { item } = policyItem(policyOf({ settings: SETTINGS }), {
    ...PLAIN_OPTIONS,
    baseline: { remediate: true, version: 1 },
  })
  const source = item?.settings[0]?.source
  if (source?.kind !== 'script') return t.fail()
  const texts = [item?.applies?.text, source.discovery.text, source.remediation?.text]
  const files = texts.map((_, index) => join(folder, `${index}.ps1`))
  for (const [index, text] of texts.entries()) await writeFile(files[index] as string, `\uFEFF${text}`)
  const { objects, errors } = await runScript(pwsh, NEWER, {}, { PORTWRIGHT_FILES: JSON.stringify(files) })
  t.deepEqual([objects, errors], [[], []])
})
