// SPDX-License-Identifier: MIT
import test from 'ava'
import { pwshFor } from '../support/powershell/find-pwsh.ts'
import { type Machine, type MachineFixture, machineFixture, machineNamed, type Value } from './support/machine.ts'
import { choiceOf, rpcFiles } from './support/rpc.ts'

interface Listener {
  readonly Port: number
  readonly Process: string
  readonly Services: readonly string[]
}

interface Result {
  readonly Passed: boolean
  readonly Restart: string
  readonly Ports: number
  readonly Used: number
  readonly Free: number
  readonly Problems: readonly string[]
  readonly Warnings: readonly string[]
  readonly Values: readonly { readonly Name: string; readonly Right: boolean }[]
  readonly Processes: readonly {
    readonly Process: string
    readonly InRange: number
    readonly OutsideRange: number
    readonly Known: boolean
  }[]
  readonly InRange: readonly Listener[]
  readonly OutsideRange: readonly Listener[]
}

const SET = 'rpc/Set-RpcPortRange.ps1'
const TEST = 'rpc/Test-RpcPortRange.ps1'
const RPC = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Rpc\\Internet'
const FILES = rpcFiles({ estateRange: choiceOf('50000-50099') })
const RIGHT: readonly Value[] = [
  { name: 'Ports', kind: 'MultiString', data: ['50000-50099'] },
  { name: 'PortsInternetAvailable', kind: 'String', data: 'y' },
  { name: 'UseInternetPorts', kind: 'String', data: 'Y' },
]
const listen = (port: number, pid: number, state = 'Listen', address = '0.0.0.0'): Machine['tcp'][number] => ({
  address,
  port,
  state,
  pid,
})
const IN: Machine['tcp'] = [listen(135, 8), listen(50000, 7), listen(50001, 8), listen(50001, 8, 'Listen', '::')]
const start = (values: readonly Value[], more: Partial<Machine> = {}): Promise<MachineFixture> =>
  machineFixture(
    FILES,
    machineNamed('cm01.contoso.test', {
      registry: { [RPC]: values },
      tcp: IN,
      processes: [
        { pid: 7, name: 'lsass.exe' },
        { pid: 8, name: 'svchost.exe' },
        { pid: 9, name: 'dns.exe' },
      ],
      services: [{ name: 'Schedule', state: 'Running', pid: 8, dependents: [], tcpKey: null }],
      ...more,
    }),
  )
const outcome = async ({ run }: MachineFixture, parameters: object = {}): Promise<Result & { exit: number }> => {
  const { exit, objects, errors } = await run<Result>(TEST, parameters)
  if (errors.length > 0) throw new Error(errors.join('\n'))
  return { ...(objects[0] as Result), exit }
}

test('the test fails until the restart and passes after it', async (t) => {
  if (pwshFor(t) === null) return
  const fixture = await start([], { tcp: [listen(49664, 7)] })
  const before = await outcome(fixture)
  t.deepEqual([before.exit, before.Passed, before.Restart], [1, false, 'Unknown'])
  t.is(before.Problems.length, 3)
  await fixture.run(SET)
  const due = await outcome(fixture)
  t.deepEqual([due.exit, due.Restart], [1, 'Due'])
  t.true(due.Problems[0]?.includes('Windows has not restarted'))
  await fixture.change(() => ({ boot: '2099-01-01 00:00:00Z', tcp: IN }))
  const done = await outcome(fixture)
  t.deepEqual([done.exit, done.Passed, done.Restart, done.Problems], [0, true, 'Done', []])
})

test('listeners are counted once, by process, in and outside of the range', async (t) => {
  if (pwshFor(t) === null) return
  const fixture = await start(RIGHT, { tcp: [...IN, listen(49670, 8), listen(60000, 9), listen(50050, 0, 'TimeWait')] })
  const result = await outcome(fixture)
  t.deepEqual(result.Processes, [
    { Process: 'dns', Known: false, InRange: 0, OutsideRange: 1 },
    { Process: 'lsass', Known: true, InRange: 1, OutsideRange: 0 },
    { Process: 'svchost', Known: true, InRange: 1, OutsideRange: 1 },
  ])
  t.deepEqual(
    result.OutsideRange.map(({ Port, Process, Services }) => ({ Port, Process, Services })),
    [
      { Port: 49670, Process: 'svchost', Services: ['Schedule'] },
      { Port: 60000, Process: 'dns', Services: [] },
    ],
  )
  t.deepEqual([result.Ports, result.Used, result.Free], [100, 3, 97])
  t.is(result.exit, 1)
  t.true(result.Problems[0]?.includes('49670 (svchost)'), 'nothing but the listeners tells of a restart')
})

test('values of a policy pass where the listeners look like a restart', async (t) => {
  if (pwshFor(t) === null) return
  const fixture = await start(RIGHT)
  const result = await outcome(fixture)
  t.deepEqual([result.exit, result.Restart, result.Problems], [0, 'Unknown', []])
  t.true(result.Warnings[0]?.includes('the listeners look like it'))
  await fixture.change(() => ({ tcp: [] }))
  t.is((await outcome(fixture)).exit, 1)
  t.deepEqual((await fixture.machine()).calls, [])
})

test('a wrong type, a malformed range and other ports are named', async (t) => {
  if (pwshFor(t) === null) return
  const cases: readonly (readonly [string, unknown, RegExp])[] = [
    ['String', '50000-50099', /Ports has the type String, not MultiString/],
    ['MultiString', ['50000-50099', 'x'], /Ports is malformed/],
    ['MultiString', ['50000-50098'], /Ports is '50000-50098', not '50000-50099'/],
  ]
  for (const [kind, data, message] of cases) {
    const fixture = await start([{ name: 'Ports', kind, data }, ...RIGHT.slice(1)])
    const result = await outcome(fixture)
    t.is(result.exit, 1)
    t.regex(result.Problems.join('\n'), message)
    t.deepEqual(
      result.Values.map(({ Right }) => Right),
      [false, true, true],
    )
  }
  const parts = await start([
    { name: 'Ports', kind: 'MultiString', data: ['50050-50099', '50000-50049'] },
    ...RIGHT.slice(1),
  ])
  t.is((await outcome(parts)).exit, 0, 'the same ports in two parts')
})

test('few free ports are a warning, none is a problem', async (t) => {
  if (pwshFor(t) === null) return
  const fixture = await start(RIGHT, { tcp: Array.from({ length: 91 }, (_, index) => listen(50000 + index, 8)) })
  const few = await outcome(fixture)
  t.deepEqual([few.exit, few.Free], [0, 9])
  t.true(few.Warnings.includes('9 of the 100 ports of the range are free.'))
  await fixture.change(() => ({ tcp: Array.from({ length: 100 }, (_, index) => listen(50000 + index, 8)) }))
  const none = await outcome(fixture)
  t.deepEqual([none.exit, none.Free], [1, 0])
})

test('-AsJson gives one document', async (t) => {
  if (pwshFor(t) === null) return
  const fixture = await start(RIGHT)
  const { exit, objects } = await fixture.run<string>(TEST, { AsJson: true })
  t.is(exit, 0)
  const result = JSON.parse(objects.join('\n')) as Result
  t.deepEqual([result.Passed, result.Problems, result.OutsideRange], [true, [], []])
})
