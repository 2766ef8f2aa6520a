// SPDX-License-Identifier: MIT
import { join } from 'node:path'
import test from 'ava'
import { inTurn } from '../support/in-turn.ts'
import { pwshFor } from '../support/powershell/find-pwsh.ts'
import { interruptScript } from '../support/powershell/interrupt-script.ts'
import {
  type Machine,
  type MachineFixture,
  machineFixture,
  machineNamed,
  type Value,
  WITH_MACHINE,
} from './support/machine.ts'
import { choiceOf, rpcFiles } from './support/rpc.ts'

/** Each starts programs that take seconds. */
const scenario = inTurn(test, 4)

interface Result {
  readonly ComputerName: string
  readonly Action: string
  readonly PortRange: string
  readonly RestartDue: string
  readonly Detail: string
}

const SET = 'rpc/Set-RpcPortRange.ps1'
const RPC = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Rpc\\Internet'
const STATE = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Portwright\\RpcPortRange'
const FILES = rpcFiles({ hostRanges: [{ ...choiceOf('51000-51199', 'both'), hosts: ['dp01.contoso.test'] }] })
const RIGHT: readonly Value[] = [
  { name: 'Ports', kind: 'MultiString', data: ['50000-50199'] },
  { name: 'PortsInternetAvailable', kind: 'String', data: 'Y' },
  { name: 'UseInternetPorts', kind: 'String', data: 'Y' },
]
/** What nobody should have written; it comes back as it was all the same. */
const ODD: readonly Value[] = [
  { name: 'Other', kind: 'String', data: 'stays' },
  { name: 'Ports', kind: 'ExpandString', data: "%TEMP%'; $(throw) ‘’ 1-2\n" },
  { name: 'PortsInternetAvailable', kind: 'Binary', data: [0, 255, 89] },
]

const start = (values: readonly Value[] | null, name = 'cm01.contoso.test'): Promise<MachineFixture> =>
  machineFixture(FILES, machineNamed(name, values === null ? {} : { registry: { [RPC]: values } }))
const byName = (values: readonly Value[] | undefined): readonly Value[] | undefined =>
  values && [...values].sort((a, b) => (a.name < b.name ? -1 : 1))
const rpc = ({ registry }: Machine): readonly Value[] | undefined => byName(registry[RPC])
const state = ({ registry }: Machine): readonly string[] =>
  Object.keys(registry).filter((key) => /portwright/i.test(key))

test('a first run sets the values and says that a restart is due, a second changes nothing, -Undo takes all back', async (t) => {
  if (pwshFor(t) === null) return
  const { run, machine, change } = await start(null)
  const before = (await machine()).registry

  const what = await run<Result>(SET, { WhatIf: true })
  t.deepEqual([what.exit, what.objects[0]?.Action], [0, 'Skipped'])
  t.deepEqual((await machine()).registry, before)

  const first = await run<Result>(SET)
  t.deepEqual(first.errors, [])
  t.is(first.exit, 0)
  const { ComputerName, Action, PortRange, RestartDue } = first.objects[0] as Result
  t.deepEqual(
    [first.objects.length, ComputerName, Action, PortRange, RestartDue],
    [1, 'cm01.contoso.test', 'Set', '50000-50199', 'Yes'],
  )
  t.true(first.warnings.some((text) => /Restart this computer.*only then let the rules take effect/.test(text)))
  t.deepEqual(rpc(await machine()), RIGHT)

  const { calls } = await machine()
  const order = calls.filter((call) => /ItemProperty (Internet|RpcPortRange)/.test(call))
  t.true(order.findIndex((call) => call.endsWith('Complete')) < order.findIndex((call) => call.includes('Internet')))
  t.is(order.at(-1), 'New-ItemProperty Internet UseInternetPorts', 'the switch comes last')

  const second = await run<Result>(SET)
  t.deepEqual([second.exit, second.objects[0]?.Action, second.objects[0]?.RestartDue], [0, 'Unchanged', 'Yes'])
  t.deepEqual((await machine()).calls, calls)

  await change(() => ({ boot: '2099-01-01 00:00:00Z' }))
  t.is((await run<Result>(SET)).objects[0]?.RestartDue, 'No')

  const undo = await run<Result>(SET, { Undo: true })
  t.deepEqual(undo.errors, [])
  t.deepEqual([undo.exit, undo.objects[0]?.Action, undo.objects[0]?.RestartDue], [0, 'Undone', 'Yes'])
  t.deepEqual((await machine()).registry, before, 'the keys are gone too')
  const again = await run<Result>(SET, { Undo: true })
  t.deepEqual([again.exit, again.objects[0]?.Action], [0, 'Unchanged'])
})

scenario('what was there before comes back with its types, and other values are never touched', async (t) => {
  if (pwshFor(t) === null) return
  const { run, machine } = await start(ODD)
  const before = (await machine()).registry
  const first = await run<Result>(SET)
  t.deepEqual(first.errors, [])
  t.regex(first.objects[0]?.Detail ?? '', /Ports has the type ExpandString, not MultiString/)
  t.deepEqual(rpc(await machine()), [ODD[0] as Value, ...RIGHT])
  await run<Result>(SET, { PortRange: ['52000-52099', '52100-52199'] })
  t.deepEqual(rpc(await machine())?.[1]?.data, ['52000-52199'], 'a second change keeps the first state')

  const what = await run<Result>(SET, { Undo: true, WhatIf: true })
  t.deepEqual([what.exit, what.objects[0]?.Action], [0, 'Skipped'])
  const undo = await run<Result>(SET, { Undo: true })
  t.deepEqual(undo.errors, [])
  t.deepEqual(rpc(await machine()), byName(before[RPC]))
  t.deepEqual(state(await machine()), [])
})

scenario('a host with a range of its own gets it, by its name or by -ComputerName', async (t) => {
  if (pwshFor(t) === null) return
  const own = await start(null, 'DP01.contoso.test')
  const result = await own.run<Result>(SET)
  t.is(result.objects[0]?.PortRange, '51000-51199')
  t.true(result.warnings.some((text) => text.includes('may take effect before')))
  const workgroup = await start(null, 'dp01')
  t.is((await workgroup.run<Result>(SET, { WhatIf: true })).objects[0]?.PortRange, '51000-51199')
  const other = await start(null, 'dp01.fabrikam.test')
  const plain = await other.run<Result>(SET, { WhatIf: true })
  t.is(plain.objects[0]?.PortRange, '50000-50199')
  t.true(plain.warnings.some((text) => text.includes("The estate has 'dp01.contoso.test'")))
  const named = await other.run<Result>(SET, { WhatIf: true, ComputerName: 'DP01.contoso.test' })
  t.is(named.objects[0]?.PortRange, '51000-51199')
  t.is((await other.run<Result>(SET, { ComputerName: 'nobody.contoso.test' })).exit, 1)
  t.deepEqual((await other.machine()).calls, [])
})

scenario('a range that RPC cannot work with is refused before anything is changed', async (t) => {
  if (pwshFor(t) === null) return
  const { run, machine } = await start(null)
  for (const [range, reason] of [
    ['50000-50098', 'at least 100'],
    ['5000-5200', 'start at 5001'],
    ['50000-70000', 'no range'],
    ['50199-50000', 'no range'],
    ['50000-50199;', 'no range'],
  ] as const) {
    const result = await run<Result>(SET, { PortRange: [range] })
    t.is(result.exit, 1)
    t.true(
      result.errors.some((text) => text.includes(reason)),
      `${range}: ${result.errors}`,
    )
  }
  t.deepEqual((await machine()).calls, [])
})

scenario('where a value cannot be set, those before it are put back and the exit code is 1', async (t) => {
  if (pwshFor(t) === null) return
  for (const values of [null, ODD]) {
    const { run, machine, change } = await start(values)
    const before = (await machine()).registry
    await change(() => ({ failOn: ['New-ItemProperty Internet UseInternetPorts'] }))
    const result = await run<Result>(SET)
    t.is(result.exit, 1)
    t.true(result.errors.some((text) => /UseInternetPorts fails.*are back/.test(text)))
    t.deepEqual(rpc(await machine()), byName(before[RPC]))
    t.deepEqual(state(await machine()), [], 'no state of a run that never was')
  }
})

scenario('what could not be put back is not changed, and a state that cannot be written stops the run', async (t) => {
  if (pwshFor(t) === null) return
  const unknown = await start([{ name: 'Ports', kind: 'Unknown', data: 'x' }])
  const refused = await unknown.run<Result>(SET)
  t.is(refused.exit, 1)
  t.true(refused.errors.some((text) => text.includes('Ports has a type that could not be put back')))
  t.deepEqual((await unknown.machine()).calls, [])

  const { run, machine, change } = await start(null)
  await change(() => ({ failOn: ['New-ItemProperty RpcPortRange Complete'] }))
  t.is((await run<Result>(SET)).exit, 1)
  t.is(rpc(await machine()), undefined)
  await change(() => ({ failOn: [] }))
  t.is((await run<Result>(SET)).objects[0]?.Action, 'Set', 'the half state is of no harm')
  await run<Result>(SET, { Undo: true })
  t.is(rpc(await machine()), undefined)
})

scenario('-Undo removes the values of the estate that a Group Policy has set, and nobody else’s', async (t) => {
  if (pwshFor(t) === null) return
  const policy = await start(RIGHT)
  const unchanged = await policy.run<Result>(SET)
  t.deepEqual([unchanged.objects[0]?.Action, unchanged.objects[0]?.RestartDue], ['Unchanged', 'Unknown'])
  t.is((await policy.run<Result>(SET, { Undo: true })).objects[0]?.Action, 'Undone')
  t.is(rpc(await policy.machine()), undefined)

  const foreign = await start(ODD)
  const before = await foreign.machine()
  t.is((await foreign.run<Result>(SET, { Undo: true })).exit, 1)
  t.deepEqual((await foreign.machine()).registry, before.registry)
  t.deepEqual((await foreign.machine()).registry[`${STATE}\\Before`], undefined)
})

scenario('a later change or an -Undo that fails leaves everything as it was, and can be run again', async (t) => {
  if (pwshFor(t) === null) return
  const { run, machine, change } = await start(ODD)
  const before = await machine()
  await run<Result>(SET)
  const { registry } = await machine()
  const same = async (): Promise<void> => {
    const now = (await machine()).registry
    t.deepEqual(rpc({ ...before, registry: now }), rpc({ ...before, registry }))
    t.deepEqual(byName(now[STATE]), byName(registry[STATE]))
    t.deepEqual(byName(now[`${STATE}\\Before`]), byName(registry[`${STATE}\\Before`]))
  }
  await change(() => ({ failOn: ['New-ItemProperty Internet Ports'] }))
  t.is((await run<Result>(SET, { PortRange: ['52000-52199'] })).exit, 1)
  await same()
  await change(() => ({ failOn: ['New-ItemProperty Internet PortsInternetAvailable'] }))
  t.is((await run<Result>(SET, { Undo: true })).exit, 1)
  await same()
  await change(() => ({ failOn: [] }))
  t.is((await run<Result>(SET, { Undo: true })).exit, 0)
  t.deepEqual(rpc(await machine()), rpc(before))
})

for (const culture of ['th-TH', 'tr-TR', 'de-DE', 'ar-SA']) {
  scenario(`under the culture ${culture} the values, the restart and -Undo are what they are elsewhere`, async (t) => {
    if (pwshFor(t) === null) return
    const there = { PORTWRIGHT_CULTURE: culture }
    const { run, machine, change } = await start(ODD)
    const before = rpc(await machine())
    t.is((await run<Result>(SET, {}, there)).objects[0]?.Action, 'Set')
    await change(() => ({ boot: '2020-01-01 00:00:00Z' }))
    const due = await run<Result>(SET, {}, there)
    t.deepEqual([due.errors, due.objects[0]?.Action, due.objects[0]?.RestartDue], [[], 'Unchanged', 'Yes'])
    t.deepEqual((await run<Result>(SET)).objects[0]?.RestartDue, 'Yes', 'the time is read by every culture')
    await change(() => ({ boot: '2199-01-01 00:00:00Z' }))
    t.is((await run<Result>(SET, {}, there)).objects[0]?.RestartDue, 'No')
    t.is((await run<Result>(SET, { Undo: true }, there)).objects[0]?.Action, 'Undone')
    t.deepEqual([rpc(await machine()), state(await machine())], [before, []])
  })
}

scenario('Ctrl-C between two values puts all of them back and says so', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const { folder, machine, environment } = await start(ODD)
  const before = rpc(await machine())
  const pressed = await interruptScript(pwsh, [WITH_MACHINE], {
    ...environment(SET),
    PORTWRIGHT_SLOW: 'New-ItemProperty Internet UseInternetPorts',
    PORTWRIGHT_SLOW_FILE: join(folder, 'slow'),
  })
  t.regex(pressed.err, /Interrupted\. The values that were there before this run are back\./)
  t.deepEqual([rpc(await machine()), state(await machine())], [before, []])
})
