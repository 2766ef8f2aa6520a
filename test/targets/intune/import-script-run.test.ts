// SPDX-License-Identifier: MIT
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import test from 'ava'
import { readCatalogPolicies } from '../../../src/formats/settings-catalog/read-catalog-policies.ts'
import type { Policy } from '../../../src/rules/policy.ts'
import { importScript } from '../../../src/targets/intune/import-script.ts'
import { policyMark } from '../../../src/targets/intune/policy-mark.ts'
import { intuneTarget } from '../../../src/targets/intune/target.ts'
import type { OutputFile, TargetOptions } from '../../../src/targets/target.ts'
import { temporaryFolder } from '../../support/command-line.ts'
import { inTurn } from '../../support/in-turn.ts'
import { type StandInTenant, type TenantPolicy, tenantFixture } from '../../support/intune/stand-in-tenant.ts'
import { pwshFor } from '../../support/powershell/find-pwsh.ts'
import { runScript } from '../../support/powershell/run-script.ts'
import { NO_SETTINGS } from '../../support/sample/no-settings.ts'
import { OPTIONS, policy, rule } from '../../support/sample-rules.ts'

/** Each takes seconds. */
const scenario = inTurn(test.serial, 2)

const many = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    rule({ id: `r${index}`, displayName: `Rule “${index}”`, localPorts: [String(index + 1)] }),
  )
const filesOf = (policies: readonly Policy[], options: TargetOptions = OPTIONS): readonly OutputFile[] => [
  ...policies.flatMap((one) => intuneTarget.write(one, options).files),
  importScript(policies, options),
]
const writes = ({ calls }: StandInTenant): readonly string[] => calls.filter((call) => !call.startsWith('GET'))
const rulesOf = (one: TenantPolicy | undefined): number => {
  const read = readCatalogPolicies(JSON.stringify(one))
  return 'reason' in read ? -1 : read.rules.length
}
const foreign = (id: string, name: string, description = ''): TenantPolicy => ({
  id,
  name,
  description,
  roleScopeTagIds: ['0'],
  settings: [],
  assignments: [{ id: 'all' }],
})

test.serial(
  'policies are made once, found again by their marks over pages and new names, and replaced whole',
  async (t) => {
    const pwsh = pwshFor(t)
    if (pwsh === null) return
    const { run, tenant, change, put } = await tenantFixture(pwsh)
    const model = policy(many(151), { settings: { ...NO_SETTINGS, enabled: true, logDropped: true } })
    const others = [
      foreign('o1', model.name, 'Of somebody else'),
      foreign('o2', 'x', policyMark('other', 'sample', 1)),
      foreign('o3', 'y', policyMark('test', 'gone', 1)),
    ]
    await put(filesOf([model]))
    await change(() => ({ policies: others }))

    const shown = await run({ WhatIf: true })
    t.deepEqual(
      shown.objects.map(({ Action, File }) => `${Action} ${File}`),
      ['Skipped sample-2.json', 'Skipped sample.json', 'Skipped sample.settings.json'].sort(),
    )
    t.deepEqual(writes(await tenant()), [])

    const first = await run()
    t.deepEqual([first.exit, first.errors], [0, []])
    t.deepEqual(new Set(first.objects.map(({ Action }) => Action)), new Set(['Created']))
    t.deepEqual(first.warnings, ["'y' is of this estate and no longer compiled: remove it in Intune."])
    t.deepEqual(first.information, ['3 created; assignments are left to you'])
    const made = (await tenant()).policies
    t.deepEqual(made.slice(0, 3), others)
    t.deepEqual(made.slice(3).map(rulesOf).sort(), [0, 1, 150])

    // Renamed in the portal, assigned, with another scope tag; settings edited there.
    const [id] = made
      .slice(3)
      .flatMap((one) => (one.description.endsWith(policyMark('test', 'sample', 1)) ? [one.id] : []))
    await change(({ policies }) => ({
      calls: [],
      policies: policies.map((one) =>
        one.id === id
          ? { ...one, name: 'Ours – neu', roleScopeTagIds: ['7'], assignments: [{ id: 'servers' }], settings: [] }
          : one,
      ),
    }))
    await put(filesOf([policy(many(20), { settings: model.settings })]))
    const second = await run()
    t.deepEqual([second.exit, second.errors], [0, []])
    t.deepEqual(
      second.objects.map(({ Action, Name }) => `${Action} ${Name}`),
      ['Replaced Ours – neu', 'Replaced Portwright - sample (settings)', 'Removed Portwright - sample (2)'],
    )
    const now = (await tenant()).policies
    t.deepEqual(now.slice(0, 3), others)
    t.is(now.length, 5)
    const ours = now.find((one) => one.id === id)
    t.like(ours, { name: 'Ours – neu', roleScopeTagIds: ['7'], assignments: [{ id: 'servers' }] })
    t.is(rulesOf(ours), 20)
  },
)

test.serial('Windows PowerShell 5.1 reads the script', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const file = join(temporaryFolder(t), 'Import-IntunePolicy.ps1')
  writeFileSync(file, importScript([], OPTIONS).bytes)
  const newer = resolve(import.meta.dirname, '../../support/powershell/newer-syntax.ps1')
  const { objects, errors } = await runScript(pwsh, newer, {}, { PORTWRIGHT_FILES: JSON.stringify([file]) })
  t.deepEqual([objects, errors], [[], []])
})

scenario('what cannot be done is said, and nothing is done by halves', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const { run, tenant, change, put } = await tenantFixture(pwsh)
  const all = filesOf([policy([rule()], { id: 'a', name: 'A' }), policy([rule()], { id: 'b', name: 'B' })])
  await put(all)
  const refused = async (expected: RegExp): Promise<void> => {
    const { exit, errors, objects } = await run()
    t.is(exit, 1)
    t.regex(errors.join(), expected)
    t.deepEqual(objects, [])
    t.deepEqual(writes(await tenant()), [])
  }
  await change(() => ({ signedIn: false }))
  await refused(/Connect-MgGraph.*Nothing was changed/)
  const mark = policyMark('test', 'a', 1)
  await change(() => ({ signedIn: true, policies: [foreign('1', 'A', mark), foreign('2', 'Copy of A', mark)] }))
  await refused(/'A' and 'Copy of A' in Intune carry one mark.*Nothing was changed/)
  await put([...all.filter(({ path }) => !path.endsWith('a.json')), { path: 'a.json', bytes: Buffer.from('{') }])
  await refused(/'a\.json' cannot be read/)
  await put([importScript([], OPTIONS)])
  await refused(/There is no policy in/)

  await put(all)
  await change(() => ({ policies: [], failOn: ['POST B'] }))
  const failed = await run()
  t.is(failed.exit, 1)
  t.deepEqual(
    failed.objects.map(({ Action, Name }) => `${Action} ${Name}`),
    ['Created A', 'Failed B'],
  )
  t.regex(
    failed.errors.join(),
    /'B' \(b\.json\) failed: .*Service Unavailable.*0 further policies were not touched; run again/,
  )
  await change(() => ({ failOn: [] }))
  const again = await run()
  t.deepEqual(
    again.objects.map(({ Action, Name }) => `${Action} ${Name}`),
    ['Replaced A', 'Created B'],
  )
})
