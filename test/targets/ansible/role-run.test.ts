// SPDX-License-Identifier: MIT
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { parse } from 'yaml'
import { ansibleTarget } from '../../../src/targets/ansible/target.ts'
import { policyOf, RULES } from '../../support/netsecurity/sample-policy.ts'
import { emptyFirewall, type StandInFirewall } from '../../support/netsecurity/stand-in-firewall.ts'
import { pwshFor } from '../../support/powershell/find-pwsh.ts'
import { runScript } from '../../support/powershell/run-script.ts'
import { PLAIN_OPTIONS } from '../../support/sample/plain-options.ts'

interface Ran {
  readonly Failed: boolean
  readonly Changed: boolean
  readonly Result: { readonly exit_code?: number; readonly rollback?: string; readonly changes?: readonly unknown[] }
  readonly Diff: { readonly prepared?: string }
  readonly Errors: readonly string[]
  readonly Thrown: string | null
  /** The firewall afterwards. */
  readonly Text: string
}

const WRITES = /^(New|Set|Remove|Save)-/
const stateOf = ({ Text }: Ran): StandInFirewall => JSON.parse(Text.replace(/^\uFEFF/, '')) as StandInFirewall
const rulesOf = (ran: Ran): number => stateOf(ran).stores.PersistentStore?.rules.length ?? -1

test('the wrapper of the role is red where the script fails, changes nothing in check mode, and says what changes', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const policy = policyOf()
  const folder = await mkdtemp(join(tmpdir(), 'portwright-ansible-'))
  const files = [
    ...ansibleTarget.write(policy, PLAIN_OPTIONS).files,
    ...(ansibleTarget.shared?.([policy], PLAIN_OPTIONS) ?? []),
  ]
  const fileOf = (end: string) => files.find(({ path }) => path.endsWith(end))?.bytes ?? new Uint8Array()
  const tasks = parse(new TextDecoder().decode(fileOf('tasks/main.yml')), { version: '1.1' })
  const { script } = tasks[1]['ansible.windows.win_powershell']
  t.notRegex(script, /\{[{%#]/)
  const file = join(folder, 'wrapper.ps1')
  await writeFile(file, script)
  const newer = join(import.meta.dirname, '../../support/powershell/newer-syntax.ps1')
  const syntax = await runScript(pwsh, newer, {}, { PORTWRIGHT_FILES: JSON.stringify([file]) })
  t.deepEqual([...syntax.objects, ...syntax.errors], [], 'Windows PowerShell 5.1 reads it')

  const state = async (name: string, firewall: StandInFirewall): Promise<string> => {
    const file = join(folder, `${name}.json`)
    await writeFile(file, JSON.stringify(firewall))
    return file
  }
  const whole = await state('firewall', emptyFirewall)
  const broken = await state('broken', { ...emptyFirewall, failOn: ['New-NetFirewallRule https'] })
  const rollback = join(folder, 'kept')
  const run = (Firewall: string, Check: boolean, more: object = {}) => ({
    Firewall,
    Check,
    Parameters: {
      Name: policy.id,
      Content: Buffer.from(fileOf('.ps1')).toString('base64'),
      State: 'present',
      RollbackFolder: rollback,
      ...more,
    },
  })
  const runs = {
    look: run(whole, true),
    first: run(whole, false),
    second: run(whole, false),
    lookAgain: run(whole, true),
    lookAtRemoval: run(whole, true, { State: 'absent' }),
    removal: run(whole, false, { State: 'absent' }),
    failure: run(broken, false, { RollbackFolder: '' }),
    lookAtFailure: run(await state('unreadable', { ...emptyFirewall, failOn: ['Get-NetFirewallRule'] }), true),
    noScript: run(whole, false, { Content: Buffer.from('throw "torn"').toString('base64') }),
    noExit: run(whole, false, { Content: Buffer.from('"done"').toString('base64') }),
  }
  const { objects, errors } = await runScript<Ran>(
    pwsh,
    join(import.meta.dirname, '../../support/powershell/win-powershell.ps1'),
    { Script: script, Run: Object.values(runs), Folder: folder },
    {
      PSModulePath: join(import.meta.dirname, '../../support/netsecurity'),
      ProgramFiles: join(folder, 'Program Files'),
    },
  )
  t.deepEqual(errors, [])
  t.is(objects.length, Object.keys(runs).length)
  const ran = Object.fromEntries(Object.keys(runs).map((name, index) => [name, objects[index] as Ran])) as Record<
    keyof typeof runs,
    Ran
  >
  const verdict = ({ Failed, Changed }: Ran): string =>
    `${Failed ? 'failed' : 'ok'} ${Changed ? 'changed' : 'unchanged'}`

  t.is(verdict(ran.look), 'ok changed')
  t.is(rulesOf(ran.look), 0)
  t.deepEqual(
    stateOf(ran.look).calls.filter((call) => WRITES.test(call)),
    [],
  )
  t.is(ran.look.Result.rollback, '')
  t.regex(ran.look.Diff.prepared ?? '', /^ConfigMgr: https: Skipped would be added/m)

  t.is(verdict(ran.first), 'ok changed')
  t.is(rulesOf(ran.first), RULES.length)
  t.true((ran.first.Result.changes?.length ?? 0) >= RULES.length)
  t.is(ran.first.Result.rollback, join(rollback, `${policy.id}.1.json`))
  t.regex(ran.first.Diff.prepared ?? '', /^ConfigMgr: https: Added$/m)

  t.is(verdict(ran.second), 'ok unchanged')
  t.is(ran.second.Result.rollback, '')
  t.deepEqual(ran.second.Diff, {})
  t.is(verdict(ran.lookAgain), 'ok unchanged')

  t.is(verdict(ran.lookAtRemoval), 'ok changed')
  t.is(rulesOf(ran.lookAtRemoval), RULES.length)
  t.is(verdict(ran.removal), 'ok changed')
  t.is(rulesOf(ran.removal), 0)
  t.deepEqual((await readdir(rollback)).sort(), [`${policy.id}.1.json`, `${policy.id}.2.json`])

  t.true(ran.failure.Failed)
  t.is(ran.failure.Result.exit_code, 1)
  t.true(
    ran.failure.Errors.some((error) => error.includes('https')),
    ran.failure.Errors.join(),
  )
  t.deepEqual(await readdir(join(folder, 'Program Files', 'Portwright', 'rollback')), [`${policy.id}.1.json`])
  t.true(ran.lookAtFailure.Failed)
  t.true(ran.noScript.Failed)
  t.is(ran.noScript.Thrown, 'torn')
  t.true(ran.noExit.Failed, 'a script that never says how it ended is no success')
  t.is((await readFile(join(rollback, `${policy.id}.1.json`), 'utf8')).length > 0, true)
})
