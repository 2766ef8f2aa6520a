// SPDX-License-Identifier: MIT
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import test from 'ava'
import { serverScripts } from '../../src/servers/server-scripts.ts'
import type {
  ChangeReport,
  Confirmed,
  Facts,
  Guarded,
  RolledBack,
  RunState,
  Settled,
} from '../../src/servers/step-values.ts'
import { temporaryFolder } from '../support/command-line.ts'
import { inTurn } from '../support/in-turn.ts'
import { policyOf, SETTINGS } from '../support/netsecurity/sample-policy.ts'
import { foreignRule } from '../support/netsecurity/stand-in-firewall.ts'
import { pwshFor } from '../support/powershell/find-pwsh.ts'
import { runScript } from '../support/powershell/run-script.ts'
import { smallDisk } from '../support/servers/small-disk.ts'
import { stepFixture } from '../support/servers/step-fixture.ts'
import type { Machine } from '../units/support/machine.ts'

/** Each starts programs that take seconds. */
const scenario = inTurn(test, 4)

const POLICY = policyOf({ settings: SETTINGS })
const TASK = 'put-back cm01.contoso.test'
const RPC = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Rpc\\Internet'
type Registry = Machine['registry']
/** A registry has no order. */
const sorted = (registry: Registry): Registry =>
  Object.fromEntries(
    Object.entries(registry).map(([key, values]) => [key, values.toSorted((a, b) => (a.name < b.name ? -1 : 1))]),
  )
/** A computer whose way back is registered, before the change. */
const guarded = async (pwsh: string) => {
  const server = stepFixture(pwsh, POLICY)
  const { number } = await server.prepare()
  await server.step('guard', { number, task: TASK, seconds: 300 })
  return { server, number }
}
const mode = (path: string): number => statSync(path).mode & 0o777

test('Windows PowerShell 5.1 reads what runs on servers', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const folder = temporaryFolder(t)
  const { here, there, putBack } = serverScripts()
  const files = Object.entries({ here, there, 'put-back': Buffer.from(putBack.bytes) }).map(([name, text]) => {
    const path = join(folder, `${name}.ps1`)
    writeFileSync(path, text)
    return path
  })
  const newer = resolve(import.meta.dirname, '../support/powershell/newer-syntax.ps1')
  const { objects, errors } = await runScript(pwsh, newer, {}, { PORTWRIGHT_FILES: JSON.stringify(files) })
  t.deepEqual(errors, [])
  t.deepEqual(objects, [])
})

test('a look says what there is, and leaves no file', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const server = stepFixture(pwsh, POLICY, '50000-50199')
  const facts = await server.step<Facts>('preflight', { cmdlets: ['New-NetFirewallRule', 'Get-NothingLikeIt'] })
  t.deepEqual(facts.missing, ['Get-NothingLikeIt'])
  t.is(facts.rolledBack, null)
  t.deepEqual(facts.tasks, [])
  const plan = await server.step<ChangeReport>('plan')
  t.deepEqual(plan.values, { added: 3, changed: 0, same: 0 })
  t.is(plan.rpc?.action, 'Skipped')
  t.true((plan.rules?.steps.length ?? 0) > 6)
  t.deepEqual(plan.rules?.errors, [])
  t.false(existsSync(join(server.folder, 'data', 'Portwright')))
  t.deepEqual(server.store().rules, [])
})

scenario(
  'files come into a folder of their own, compared with their hashes; the way back is there before the change',
  async (t) => {
    const pwsh = pwshFor(t)
    if (pwsh === null) return
    const server = stepFixture(pwsh, POLICY)
    const { number } = await server.prepare()
    t.is(number, 1)
    for (const path of [server.place(1), join(server.place(1), '..'), join(server.place(1), '../..')])
      t.is(mode(path), 0o700, path)
    const guarded = await server.step<Guarded>('guard', { number, task: TASK, seconds: 300 })
    t.regex(guarded.at, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/)
    const [task] = server.tasks()
    t.like(task, {
      TaskPath: '\\Portwright\\',
      TaskName: TASK,
      Principal: { UserId: 'SYSTEM', LogonType: 'ServiceAccount', RunLevel: 'Highest' },
      Settings: { StartWhenAvailable: true, DisallowStartIfOnBatteries: false, StopIfGoingOnBatteries: false },
    })
    t.is(
      task?.Actions[0]?.Arguments,
      `-NoProfile -NonInteractive -ExecutionPolicy Bypass -File "${join(server.place(1), 'put-back.ps1')}"`,
    )
    t.deepEqual(server.store().rules, [])
  },
)

scenario('a file that is not what was sent is not run', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const server = stepFixture(pwsh, POLICY)
  const bad = { files: [{ name: 'x.ps1', sha256: '0'.repeat(64), bytes: 'eA==' }] }
  t.regex((await server.prepare(bad)).failed ?? '', /is not the file that was sent/)
  const { number } = await server.prepare()
  writeFileSync(join(server.place(number), 'cm01.ps1'), 'throw 1')
  t.regex((await server.step('apply', { number })).failed ?? '', /is not the file that was sent/)
  t.deepEqual(server.store().rules, [])
})

scenario('where the folder cannot be made, or leads elsewhere, nothing is begun', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const server = stepFixture(pwsh, POLICY)
  const elsewhere = temporaryFolder(t)
  symlinkSync(elsewhere, join(server.folder, 'data', 'Portwright'))
  t.regex((await server.prepare()).failed ?? '', /is a link/)
  server.environment.ProgramData = join(server.folder, 'there.ps1')
  t.truthy((await server.prepare()).failed)
  t.deepEqual(server.store().rules, [])
})

scenario('a task that cannot be registered, or is not there when it is looked for, is said', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const server = stepFixture(pwsh, POLICY)
  const { number } = await server.prepare()
  for (const [call, reason] of [
    ['Register-ScheduledTask', /Register-ScheduledTask fails/],
    ['lose', /is not there/],
  ] as const) {
    server.changeTasks({ failOn: [call] })
    t.regex((await server.step('guard', { number, task: TASK, seconds: 300 })).failed ?? '', reason)
  }
})

scenario('while the session of a run lives nobody else begins anything or takes anything of it away', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const server = stepFixture(pwsh, POLICY, '50000-50199')
  const { colleague } = server
  const { number } = await server.prepare()
  t.regex((await server.prepare({}, colleague)).failed ?? '', /another apply, started at .*Z, is at work here/)
  t.is((await server.step<Guarded>('guard', { number, task: TASK, seconds: 300 })).failed, undefined)
  await server.step('apply', { number })
  const changed = JSON.stringify([server.store(), server.machine().registry])
  for (const begin of [() => colleague('settle'), () => server.prepare({}, colleague), () => colleague('rollback')])
    t.regex((await begin()).failed ?? '', /^another apply, started at .*Z, waits for confirmation until .*Z\. Wait/)
  t.regex((await colleague<Facts>('preflight', { cmdlets: [] })).living?.until ?? '', /^\d{4}-\d\d-\d\d .*Z$/)
  t.is(JSON.stringify([server.store(), server.machine().registry]), changed)
  t.is(server.tasks().length, 1, 'the first still has its way back')
  // A new connection confirms it, while the one that made the change still stands.
  t.like(await colleague<Confirmed>('confirm', { number, task: TASK }), { putBack: false, left: '' })
  t.deepEqual(server.tasks(), [])
  t.is((await colleague<Facts>('preflight', { cmdlets: [] })).living, null)
  const back = await colleague<RolledBack>('rollback')
  t.is(back.number, number)
  t.true(back.actions.filter((action) => action === 'Removed').length >= server.target.registry.length + 1)
  t.is(server.machine().registry[RPC], undefined)
})

scenario('a run whose session is gone, or whose time was up long ago, is put back by whoever comes next', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const { server, number } = await guarded(pwsh)
  await server.step('apply', { number })
  await server.end()
  t.deepEqual(await server.colleague<Settled>('settle'), { running: [], putBack: 1 })
  t.deepEqual(server.store().rules, [])
  const again = await server.prepare()
  await server.step('guard', { number: again.number, task: TASK, seconds: -90 })
  await server.step('apply', { number: again.number })
  t.is((await server.colleague<Facts>('preflight', { cmdlets: [] })).living, null)
  t.deepEqual(await server.colleague<Settled>('settle'), { running: [], putBack: 1 })
  t.deepEqual(server.store().rules, [])
})

scenario(
  'of two that begin at the same time one is the first, and without a way back nothing is put back',
  async (t) => {
    const pwsh = pwshFor(t)
    if (pwsh === null) return
    const server = stepFixture(pwsh, POLICY, '50000-50199')
    const first = await server.prepare()
    await server.step('guard', { number: first.number, task: TASK, seconds: 300 })
    await server.end()
    const before = JSON.stringify([server.store(), server.machine().registry])
    // Where the first has died, its task is there still.
    t.regex((await server.prepare({}, server.colleague)).failed ?? '', /Another run of apply is at work here/)
    server.changeTasks({ tasks: [] })
    const second = await server.prepare({}, server.colleague)
    server.changeTasks({ failOn: ['Register-ScheduledTask'] })
    t.truthy((await server.colleague('guard', { number: second.number, task: TASK, seconds: 300 })).failed)
    t.like(await server.colleague<RunState>('putback', { number: second.number }), { state: 'not-begun' })
    t.is(JSON.stringify([server.store(), server.machine().registry]), before)
  },
)

scenario('what a run has changed is put back exactly, registry values and what others had too', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const server = stepFixture(pwsh, POLICY, '50000-50199')
  server.changeFirewall(({ stores }) => ({
    stores: { ...stores, PersistentStore: { ...server.store(), rules: [foreignRule('others', 'Somebody')] } },
  }))
  server.changeMachine(({ registry }) => ({
    registry: {
      ...registry,
      [RPC]: [
        { name: 'Ports', kind: 'MultiString', data: ['5001-5200'] },
        { name: 'Other', kind: 'DWord', data: 7 },
      ],
    },
  }))
  const before = JSON.stringify([server.store(), server.machine().registry])
  const { number } = await server.prepare()
  await server.step('guard', { number, task: TASK, seconds: 300 })
  const report = await server.step<ChangeReport>('apply', { number })
  t.deepEqual(report.rules?.errors, [])
  t.deepEqual(report.values, { added: 2, changed: 1, same: 0 })
  t.is(report.rpc?.action, 'Set')
  t.is(report.rpc?.restartDue, 'Yes')
  t.is(server.store().rules.length, 7)
  // A refresh of Group Policy in between brings its own rules, and takes none of these.
  const byPolicy = { profiles: {}, rules: [foreignRule('gp', 'Portwright: other')] }
  server.changeFirewall(({ stores }) => ({ stores: { ...stores, RSOP: byPolicy } }))
  const back = await server.putBack(number)
  t.deepEqual(server.firewall().stores.RSOP, byPolicy)
  t.deepEqual(back.errors, [])
  const [store, registry] = JSON.parse(before) as [unknown, Registry]
  t.deepEqual(server.store(), store)
  t.deepEqual(sorted(server.machine().registry), sorted(registry))
  t.deepEqual(server.tasks(), [])
  t.deepEqual(await server.step<RunState>('state', { number }), { state: 'put-back' })
  t.truthy((await server.step<Facts>('preflight', { cmdlets: [] })).rolledBack)
  // Again, it finds nothing to do; a confirmation comes too late.
  t.deepEqual((await server.putBack(number)).errors, [])
  t.like(await server.step<Confirmed>('confirm', { number, task: TASK }), { putBack: true })
})

scenario('a change that is confirmed is not put back by a task that starts late', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const { server, number } = await guarded(pwsh)
  await server.step('apply', { number })
  const kept = server.tasks()
  t.deepEqual(await server.step<Confirmed>('confirm', { number, task: TASK }), { putBack: false, left: '' })
  t.deepEqual(server.tasks(), [])
  server.changeTasks({ tasks: kept })
  const after = JSON.stringify(server.store())
  t.deepEqual((await server.putBack(number)).errors, [])
  t.is(JSON.stringify(server.store()), after)
  t.deepEqual(server.tasks(), [])
})

scenario('a put-back that fails says so, stays registered, and works when it is tried again', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const { server, number } = await guarded(pwsh)
  await server.step('apply', { number })
  server.changeFirewall(() => ({ failOn: ['Remove-NetFirewallRule'] }))
  t.regex((await server.step('putback', { number })).failed ?? '', /Remove-NetFirewallRule/)
  t.is(server.tasks().length, 1)
  server.changeFirewall(() => ({ failOn: [] }))
  t.deepEqual(await server.step<Settled>('settle'), { running: [], putBack: 1 })
  t.deepEqual(server.store().rules, [])
  t.deepEqual(server.tasks(), [])
})

scenario('a task that runs is waited for, one whose script is gone is taken away', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const { server, number } = await guarded(pwsh)
  server.changeTasks({ tasks: server.tasks().map((task) => ({ ...task, State: 'Running' })) })
  t.like(await server.step<Settled>('settle'), { running: [TASK] })
  server.changeTasks({ tasks: server.tasks().map((task) => ({ ...task, State: 'Ready' })) })
  rmSync(server.place(number), { recursive: true })
  t.deepEqual(await server.step<Settled>('settle'), { running: [], putBack: 0 })
  t.deepEqual(server.tasks(), [])
})

scenario('a rollback takes back what the newest run did, and nothing that others have changed since', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const server = stepFixture(pwsh, POLICY, '50000-50199')
  const { number } = await server.prepare()
  await server.step('apply', { number })
  await server.step('confirm', { number, task: null })
  server.changeFirewall(({ stores }) => {
    const store = server.store()
    const Domain = { ...store.profiles.Domain, LogMaxSizeKilobytes: 999 }
    return { stores: { ...stores, PersistentStore: { ...store, profiles: { ...store.profiles, Domain } } } }
  })
  server.changeMachine(({ registry }) => ({
    registry: {
      ...registry,
      [RPC]: (registry[RPC] ?? []).map((value) =>
        value.name === 'Ports' ? { ...value, data: ['51000-51199'] } : value,
      ),
    },
  }))
  const back = await server.step<RolledBack>('rollback')
  t.is(back.number, 1)
  t.deepEqual(back.kept, ['Domain profile, LogMaxSizeKilobytes', 'the registry values'])
  t.deepEqual(server.store().rules, [])
  t.like(server.store().profiles.Domain, { Enabled: 'NotConfigured', LogMaxSizeKilobytes: 999 })
  t.is(server.machine().registry[RPC]?.length, 3)
  t.like(await server.step<RolledBack>('rollback'), { number: 0 })
})

scenario(
  'a run that was cut off before it was noted is taken back too, one that changed nothing is passed over',
  async (t) => {
    const pwsh = pwshFor(t)
    if (pwsh === null) return
    const server = stepFixture(pwsh, POLICY)
    const { number } = await server.prepare()
    await server.step('apply', { number })
    await server.prepare()
    t.like(await server.step<RolledBack>('rollback'), { number: 1 })
    t.deepEqual(server.store().rules, [])
    t.like(await server.step<RolledBack>('rollback'), { number: 0 })
  },
)

scenario('a disk that is full before, in or after the change leaves no change without its way back', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const server = stepFixture(pwsh, POLICY, '50000-50199')
  const disk = smallDisk(t, join(server.folder, 'data'))
  if (disk === null) return
  const before = JSON.stringify([server.store(), server.machine().registry])
  const untouched = (where: string) => t.is(JSON.stringify([server.store(), server.machine().registry]), before, where)
  disk.fill()
  t.regex((await server.prepare()).failed ?? '', /No space left/)
  t.false(existsSync(server.place(1)), 'what is there by halves is no run')
  disk.free()
  const first = await server.prepare()
  disk.fill()
  t.regex(
    (await server.step('guard', { number: first.number, task: TASK, seconds: 300 })).failed ?? '',
    /No space left/,
  )
  t.like(await server.step<RunState>('putback', { number: first.number }), { state: 'not-begun' })
  t.deepEqual(server.tasks(), [])
  untouched('guard')
  disk.free()
  const { number } = await server.prepare()
  await server.step('guard', { number, task: TASK, seconds: 300 })
  disk.fill()
  // The state before does not fit, so no rule is changed; what the registry was is known, and goes back.
  const report = await server.step<ChangeReport>('apply', { number })
  t.regex(report.rules?.errors.join() ?? '', /The state before cannot be saved: .*No space left.*Nothing was changed/)
  t.like(await server.step<RunState>('putback', { number }), { state: 'put-back' })
  t.deepEqual(server.tasks(), [])
  t.deepEqual(server.store().rules, [])
  t.is(server.machine().registry[RPC], undefined)
  disk.free()
  const third = await server.prepare()
  await server.step('guard', { number: third.number, task: TASK, seconds: 300 })
  t.is((await server.step<ChangeReport>('apply', { number: third.number })).rules?.exit, 0)
  disk.fill()
  t.like(await server.step<Confirmed>('confirm', { number: third.number, task: TASK }), { putBack: false, left: '' })
  t.deepEqual(server.tasks(), [])
  t.is((await server.step<RolledBack>('rollback')).number, third.number)
  t.deepEqual(server.store().rules, [])
})

scenario('of old runs ten stay, and the one that a rollback would take', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const server = stepFixture(pwsh, POLICY)
  const root = join(server.folder, 'data', 'Portwright')
  for (const path of [root, join(root, 'cm01.contoso.test')]) mkdirSync(path, { mode: 0o700 })
  for (let number = 1; number <= 15; number++) {
    mkdirSync(server.place(number), { mode: 0o700 })
    writeFileSync(join(server.place(number), 'run.json'), '{"values":false}')
    const state = number === 2 || number === 3 ? 'confirmed' : 'put-back'
    writeFileSync(join(server.place(number), 'done.json'), JSON.stringify({ state }))
  }
  t.is((await server.prepare()).number, 16)
  const left = Array.from({ length: 16 }, (_, index) => index + 1).filter((number) => existsSync(server.place(number)))
  t.deepEqual(left, [3, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16])
})

scenario('text in every script of the world arrives as it is', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const name = 'Größe ‘x’ – 防火墙 🔥 "q" $(throw 1) `t'
  const [first, ...rest] = POLICY.rules
  const server = stepFixture(pwsh, {
    ...POLICY,
    rules: [{ ...(first as (typeof rest)[0]), displayName: name }, ...rest],
  })
  const plan = await server.step<ChangeReport>('plan')
  t.true(plan.rules?.steps.some(({ displayName }) => displayName === name))
  const { number } = await server.prepare()
  await server.step('apply', { number })
  t.true(server.store().rules.some(({ DisplayName }) => DisplayName === name))
  t.true(readFileSync(join(server.place(number), 'rules.json'), 'utf8').includes('Portwright rollback 1'))
})
