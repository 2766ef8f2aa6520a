// SPDX-License-Identifier: MIT
import test from 'ava'
import type { SqlUnitInput } from '../../src/units/sql/sql-input.ts'
import { sqlUnit } from '../../src/units/sql/sql-unit.ts'
import { inTurn } from '../support/in-turn.ts'
import { pwshFor } from '../support/powershell/find-pwsh.ts'
import { type Machine, type MachineFixture, machineFixture, machineNamed, type Value } from './support/machine.ts'

/** Each starts programs that take seconds. */
const scenario = inTurn(test, 4)

interface Result {
  readonly Instance: string
  readonly InstanceId: string
  readonly Passed: boolean
  readonly Action: string
  readonly ServiceState: string
  readonly ListeningPorts: readonly number[]
  readonly TcpPorts: readonly { readonly Name: string; readonly TcpPort: string }[]
  readonly Problems: readonly string[]
  readonly Warnings: readonly string[]
  readonly Remedy: readonly string[]
}

const TEST = 'sql/Test-SqlStaticPort.ps1'
const SOFTWARE = 'HKEY_LOCAL_MACHINE\\SOFTWARE'
const ROOT = `${SOFTWARE}\\Microsoft\\Microsoft SQL Server`
const TCP = `${ROOT}\\MSSQL15.CM\\MSSQLServer\\SuperSocketNetLib\\Tcp`
const INPUT: SqlUnitInput = {
  estate: 'contoso',
  hosts: [
    {
      name: 'sql01.contoso.test',
      cluster: null,
      instances: [{ name: 'CM', roles: ['sql-server'], ports: [14330], serviceBroker: 4022, mirroring: null }],
    },
  ],
}

const text = (name: string, data: string): Value => ({ name, kind: 'String', data })
const number = (name: string, data: number): Value => ({ name, kind: 'DWord', data })
const registryOf = (port: string, dynamic: string, all = 1, root = ROOT): Machine['registry'] => {
  const tcp = TCP.replace(ROOT, root)
  return {
    [`${root}\\Instance Names\\SQL`]: [text('CM', 'MSSQL15.CM')],
    [tcp]: [number('Enabled', 1), number('ListenOnAllIPs', all)],
    [`${tcp}\\IPAll`]: [text('TcpPort', port), text('TcpDynamicPorts', dynamic)],
    [`${tcp}\\IP1`]: [
      number('Enabled', 1),
      text('IpAddress', '10.0.0.1'),
      text('TcpPort', ''),
      text('TcpDynamicPorts', '0'),
    ],
    [`${tcp}\\IP2`]: [
      number('Enabled', 0),
      text('IpAddress', '::1'),
      text('TcpPort', ''),
      text('TcpDynamicPorts', '0'),
    ],
  }
}
const listening = (ports: readonly number[], address = '0.0.0.0'): Machine['tcp'] =>
  ports.map((port) => ({ address, port, state: 'Listen', pid: 42 }))
const machineOf = (registry: Machine['registry'], ports: readonly number[]): Machine =>
  machineNamed('sql01.contoso.test', {
    registry,
    tcp: listening(ports),
    services: [
      { name: 'MSSQL$CM', state: 'Running', pid: 42, dependents: ['SQLAgent$CM', 'Other'], tcpKey: TCP },
      { name: 'SQLAgent$CM', state: 'Running', pid: 43, dependents: [], tcpKey: null },
      { name: 'Other', state: 'Stopped', pid: 0, dependents: [], tcpKey: null },
    ],
  })
const start = (registry: Machine['registry'], ports: readonly number[], input = INPUT): Promise<MachineFixture> =>
  machineFixture(sqlUnit({ ...input, version: '0.1.0', hash: '0123456789abcdef' }), machineOf(registry, ports))
const outcome = async ({ run }: MachineFixture, parameters: object = {}): Promise<Result & { exit: number }> => {
  const { exit, objects, errors } = await run<Result>(TEST, parameters)
  if (objects.length !== 1) throw new Error(`${objects.length} objects, ${errors}`)
  return { ...(objects[0] as Result), exit }
}

test('a named instance on its static port passes, and nothing is changed', async (t) => {
  if (pwshFor(t) === null) return
  const fixture = await start(registryOf('14330', ''), [14330, 4022])
  const result = await outcome(fixture)
  t.deepEqual(result.Problems, [])
  t.deepEqual(result.Warnings, [])
  t.deepEqual([result.exit, result.Passed, result.InstanceId, result.Action], [0, true, 'MSSQL15.CM', 'Tested'])
  t.deepEqual(result.ListeningPorts, [4022, 14330])
  t.is((await outcome(fixture, { Fix: true, Confirm: false })).Action, 'Tested')
  t.deepEqual((await fixture.machine()).calls, [])

  const { exit, objects } = await fixture.run<string>(TEST, { AsJson: true })
  t.is(exit, 0)
  t.is((JSON.parse(objects.join('\n')) as readonly Result[])[0]?.Instance, 'CM')
})

scenario('an instance that is not there, and a 32-bit one that is', async (t) => {
  if (pwshFor(t) === null) return
  const none = await outcome(await start({}, []))
  t.is(none.exit, 1)
  t.deepEqual(none.Problems, ['This computer has no SQL Server instance CM.'])
  const wow = registryOf('14330', '', 1, `${SOFTWARE}\\Wow6432Node\\Microsoft\\Microsoft SQL Server`)
  t.is((await outcome(await start(wow, [14330, 4022]))).exit, 0)
})

scenario('a dynamic port is a problem, with and without a static one beside it', async (t) => {
  if (pwshFor(t) === null) return
  const beside = await outcome(await start(registryOf('14330', '0'), [14330]))
  t.is(beside.exit, 1)
  t.deepEqual(beside.Problems, ["IPAll: TcpDynamicPorts is '0' and has to be blank; the port is dynamic."])
  t.true(beside.Warnings[0]?.includes('port 4022 (serviceBroker)'))
  const alone = await outcome(await start(registryOf('', '59157'), [59157]))
  t.is(alone.Problems.length, 3)
  t.regex(alone.Problems[0] ?? '', /IPAll: TcpPort is '', without 14330/)
  t.regex(alone.Problems[2] ?? '', /does not listen on port 14330\.$/)
})

scenario('a wrong port is a problem, a further one a warning', async (t) => {
  if (pwshFor(t) === null) return
  t.regex((await outcome(await start(registryOf('1433', ''), [1433]))).Problems[0] ?? '', /TcpPort is '1433'/)
  const more = await outcome(await start(registryOf('14330, 1433', ''), [14330, 1433, 4022]))
  t.is(more.exit, 0)
  t.deepEqual(more.Warnings, ['IPAll: TcpPort has 1433 too, which the estate does not know.'])
})

scenario('where ListenOnAllIPs is 0, the addresses that are switched on count', async (t) => {
  if (pwshFor(t) === null) return
  const result = await outcome(await start(registryOf('14330', '', 0), [14330]))
  t.is(result.exit, 1)
  t.deepEqual(
    result.TcpPorts.map(({ Name, TcpPort }) => [Name, TcpPort]),
    [['IP1', '']],
  )
  t.regex(result.Problems[0] ?? '', /^IP1 \(10\.0\.0\.1\): TcpPort is '', without 14330/)
  t.is(result.Problems.length, 2)
})

scenario('a service that is stopped, or does not listen, or on loopback alone, is noticed', async (t) => {
  if (pwshFor(t) === null) return
  const fixture = await start(registryOf('14330', ''), [])
  t.regex((await outcome(fixture)).Problems[0] ?? '', /not listen on port 14330.*The values are right/)
  await fixture.change(() => ({ tcp: listening([14330], '127.0.0.1') }))
  t.is((await outcome(fixture)).exit, 1)
  await fixture.change(({ services }) => ({ services: services.map((one) => ({ ...one, state: 'Stopped' })) }))
  t.deepEqual((await outcome(fixture)).Problems, ['The service MSSQL$CM is Stopped.'])
  await fixture.change(() => ({ services: [] }))
  t.deepEqual((await outcome(fixture)).Problems, ['There is no service MSSQL$CM.'])
})

scenario('-Remedy prints the change and performs nothing', async (t) => {
  if (pwshFor(t) === null) return
  const fixture = await start(registryOf('', '59157'), [59157])
  const { exit, objects } = await fixture.run<string>(TEST, { Remedy: true })
  t.is(exit, 1)
  const key = `Registry::${TCP}\\IPAll`
  t.deepEqual(objects, [
    `Set-ItemProperty -LiteralPath '${key}' -Name TcpPort -Type String -Value '14330'`,
    `Set-ItemProperty -LiteralPath '${key}' -Name TcpDynamicPorts -Type String -Value ''`,
    '# MSSQL$CM: the instance restarts, every connection to it is cut; dependent services (SQL Server Agent) too.',
    "Restart-Service -Name 'MSSQL$CM' -Force",
  ])
  t.deepEqual((await fixture.machine()).calls, [])
})

scenario('-Fix performs the change, and -WhatIf does not', async (t) => {
  if (pwshFor(t) === null) return
  const fixture = await start(registryOf('', '59157'), [59157])
  const skipped = await outcome(fixture, { Fix: true, WhatIf: true })
  t.deepEqual([skipped.exit, skipped.Action], [1, 'Skipped'])
  t.deepEqual((await fixture.machine()).calls, [])
  const fixed = await outcome(fixture, { Fix: true, Confirm: false })
  t.deepEqual([fixed.exit, fixed.Action, fixed.Passed, fixed.ListeningPorts], [0, 'Fixed', true, [14330]])
  t.true(fixed.Remedy.length > 0)
  const { registry, calls, services } = await fixture.machine()
  t.deepEqual(registry[`${TCP}\\IPAll`], [text('TcpPort', '14330'), text('TcpDynamicPorts', '')])
  t.deepEqual(calls, [
    'New-ItemProperty IPAll TcpPort',
    'New-ItemProperty IPAll TcpDynamicPorts',
    'Restart-Service MSSQL$CM',
    'Start-Service MSSQL$CM',
    'Start-Service SQLAgent$CM',
  ])
  t.deepEqual(
    services.map(({ state }) => state),
    ['Running', 'Running', 'Stopped'],
  )
})

scenario('where the restart or a value fails, the values are put back and the exit code is 1', async (t) => {
  if (pwshFor(t) === null) return
  for (const failure of ['Restart-Service MSSQL$CM', 'New-ItemProperty IPAll TcpDynamicPorts']) {
    const fixture = await start(registryOf('', '59157'), [59157])
    const before = (await fixture.machine()).registry
    await fixture.change(() => ({ failOn: [failure] }))
    const { exit, objects, errors } = await fixture.run<Result>(TEST, { Fix: true, Confirm: false })
    t.deepEqual([exit, objects[0]?.Action], [1, 'Failed'])
    t.true(
      errors.some((error) => error.includes('fails, as the test asks. The values are back')),
      errors.join(),
    )
    const { registry, services } = await fixture.machine()
    const ipAll = (keys: Machine['registry']): readonly Value[] =>
      [...(keys[`${TCP}\\IPAll`] ?? [])].sort((x, y) => (x.name < y.name ? -1 : 1))
    t.deepEqual(ipAll(registry), ipAll(before))
    t.deepEqual(
      services.map(({ state }) => state),
      ['Running', 'Running', 'Stopped'],
    )
  }
})

scenario('a stopped service stays stopped', async (t) => {
  if (pwshFor(t) === null) return
  const fixture = await start(registryOf('', '0'), [])
  await fixture.change(({ services }) => ({ services: services.map((one) => ({ ...one, state: 'Stopped' })) }))
  const result = await outcome(fixture, { Fix: true, Confirm: false })
  t.deepEqual([result.exit, result.Action, result.Problems], [1, 'Fixed', ['The service MSSQL$CM is Stopped.']])
  t.deepEqual((await fixture.machine()).calls, [
    'New-ItemProperty IPAll TcpPort',
    'New-ItemProperty IPAll TcpDynamicPorts',
  ])
})

scenario('the instance of a failover cluster is tested and never changed', async (t) => {
  if (pwshFor(t) === null) return
  const fixture = await start({ ...registryOf('', '0'), [`${ROOT}\\MSSQL15.CM\\Cluster`]: [] }, [59157])
  const result = await outcome(fixture, { Fix: true, Confirm: false })
  t.deepEqual([result.exit, result.Action], [1, 'Refused'])
  t.regex(result.Remedy[0] ?? '', /^# MSSQL\$CM: the instance of a failover cluster/)
  t.deepEqual((await fixture.machine()).calls, [])
})

scenario('names of the data that look like PowerShell stay names', async (t) => {
  if (pwshFor(t) === null) return
  const name = "$(throw)'‘ [x]*"
  const [host] = INPUT.hosts
  const [instance] = host?.instances ?? []
  if (host === undefined || instance === undefined) throw new Error('no instance')
  const input = { ...INPUT, hosts: [{ ...host, instances: [{ ...instance, name }] }] }
  const registry = { ...registryOf('', '0'), [`${ROOT}\\Instance Names\\SQL`]: [text(name, 'MSSQL15.CM')] }
  const result = await outcome(await start(registry, [], input))
  t.deepEqual([result.Instance, result.InstanceId], [name, 'MSSQL15.CM'])
  t.deepEqual(result.Problems.at(-1), `There is no service MSSQL$${name}.`)
})

scenario('a computer, an instance or a file that is not known ends with exit code 1', async (t) => {
  if (pwshFor(t) === null) return
  const fixture = await start(registryOf('14330', ''), [14330])
  for (const [parameters, message] of [
    [{ ComputerName: 'sql09.contoso.test' }, "has no SQL Server on 'sql09.contoso.test'"],
    [{ Instance: ['XX'] }, "no instance 'XX'"],
    [{ DataPath: '/nowhere.json' }, 'nowhere.json'],
  ] as const) {
    const { exit, errors, objects } = await fixture.run<Result>(TEST, parameters)
    t.deepEqual([exit, objects], [1, []])
    t.true(
      errors.some((error) => error.includes(message)),
      errors.join(),
    )
  }
})
