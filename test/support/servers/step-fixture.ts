// SPDX-License-Identifier: MIT
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RegistryValue } from '../../../src/formats/rule/registry-value.ts'
import type { Policy } from '../../../src/rules/policy.ts'
import { serverScripts, sha256 } from '../../../src/servers/server-scripts.ts'
import type { SentFile, ServerTarget } from '../../../src/servers/server-target.ts'
import { filesOf, planRequest, policyRequest } from '../../../src/servers/step-request.ts'
import { powershellTarget } from '../../../src/targets/powershell/target.ts'
import { type Machine, machineNamed, WITH_MACHINE } from '../../units/support/machine.ts'
import { choiceOf, rpcFiles } from '../../units/support/rpc.ts'
import { emptyFirewall, type PolicyStore, type StandInFirewall } from '../netsecurity/stand-in-firewall.ts'
import { endSession, runScript, type ScriptOutput } from '../powershell/run-script.ts'
import { PLAIN_OPTIONS } from '../sample/plain-options.ts'
import { targetOf } from './target-of.ts'

interface Task {
  readonly TaskName: string
  readonly TaskPath: string
  readonly State: string
  readonly Actions: readonly { readonly Execute: string; readonly Arguments: string }[]
  readonly Principal: unknown
  readonly Settings: unknown
}

/** The server's side of the steps on a computer of stand-ins, without a connection. */
export interface StepFixture {
  readonly folder: string
  readonly place: (number: number) => string
  readonly target: ServerTarget
  readonly step: <T>(name: string, data?: object) => Promise<T & { readonly failed?: string }>
  /** The same in the session of somebody else. */
  readonly colleague: StepFixture['step']
  /** The session is gone, with what it held. */
  readonly end: () => Promise<void>
  /** Runs the script of the scheduled task as the task would. */
  readonly putBack: (number: number) => Promise<ScriptOutput<unknown>>
  readonly prepare: (
    more?: object,
    step?: StepFixture['step'],
  ) => Promise<{ readonly number: number; readonly failed?: string }>
  readonly firewall: () => StandInFirewall
  readonly store: () => PolicyStore
  readonly changeFirewall: (change: (firewall: StandInFirewall) => Partial<StandInFirewall>) => void
  readonly machine: () => Machine
  readonly changeMachine: (change: (machine: Machine) => Partial<Machine>) => void
  readonly tasks: () => readonly Task[]
  readonly changeTasks: (more: { readonly tasks?: readonly Task[]; readonly failOn?: readonly string[] }) => void
  readonly environment: Record<string, string>
}

const HERE = import.meta.dirname
const HOST = 'cm01.contoso.test'
const json = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')) as T
const sent = (name: string, bytes: Uint8Array): SentFile => ({ name, bytes, sha256: sha256(bytes) })

export const stepFixture = (pwsh: string, policy: Policy, range: string | null = null): StepFixture => {
  const folder = mkdtempSync(join(tmpdir(), 'portwright-steps-'))
  made.push(folder)
  const scripts = serverScripts()
  const there = join(folder, 'there.ps1')
  writeFileSync(there, scripts.there)
  const paths = {
    firewall: join(folder, 'firewall.json'),
    tasks: join(folder, 'tasks.json'),
    machine: join(folder, 'machine.json'),
  }
  mkdirSync(join(folder, 'data'))
  const environment: Record<string, string> = {
    PORTWRIGHT_FIREWALL: paths.firewall,
    PORTWRIGHT_TASKS: paths.tasks,
    PORTWRIGHT_STANDIN: paths.machine,
    ProgramData: join(folder, 'data'),
    PSModulePath: [join(HERE, '../netsecurity'), HERE].join(':'),
  }
  const save = (path: string, value: unknown): void => writeFileSync(path, JSON.stringify(value))
  save(paths.firewall, emptyFirewall)
  save(paths.tasks, { tasks: [], failOn: [] })
  save(paths.machine, machineNamed(HOST))
  const choice = range === null ? null : choiceOf(range)
  const unit = choice === null ? [] : rpcFiles({ estateRange: choice })
  const rpcFile = unit.find(({ path }) => path.endsWith('Set-RpcPortRange.ps1'))
  const [file] = powershellTarget.write(policy, PLAIN_OPTIONS).files
  const target = targetOf({
    host: HOST,
    policy: policy.id,
    registry: (choice?.registry ?? []) as readonly RegistryValue[],
    script: sent(`${policy.id}.ps1`, file?.bytes ?? new Uint8Array()),
    setRpc: rpcFile === undefined ? null : sent('Set-RpcPortRange.ps1', rpcFile.bytes),
  })
  const run = <T>(script: string, parameters: object, session: string): Promise<ScriptOutput<T>> =>
    runScript<T>(
      pwsh,
      WITH_MACHINE,
      {},
      { ...environment, PORTWRIGHT_UNIT: script, PORTWRIGHT_ARGUMENTS: JSON.stringify(parameters) },
      { session },
    )
  const stepOf =
    (session: string): StepFixture['step'] =>
    async (name, data = {}) => {
      const request = {
        ...planRequest(target),
        ...data,
        step: name,
        host: HOST,
        folder: HOST,
        rpcName: target.setRpc?.name ?? null,
      }
      const { objects, errors } = await run<string>(there, { Json: JSON.stringify(request) }, session)
      if (errors.length > 0) throw new Error(errors.join('\n'))
      return JSON.parse(String(objects.at(-1)))
    }
  const session = `${folder} 1`
  const step = stepOf(session)
  const place = (number: number): string => join(environment.ProgramData as string, 'Portwright', HOST, String(number))
  const firewall = (): StandInFirewall => json(paths.firewall)
  const machine = (): Machine => json(paths.machine)
  return {
    folder,
    place,
    target,
    step,
    colleague: stepOf(`${folder} 2`),
    end: () => endSession(pwsh, session),
    putBack: (number) => run(join(place(number), 'put-back.ps1'), {}, `${folder} task`),
    prepare: (more = {}, as = step) => {
      const files = [target.script, target.setRpc, scripts.putBack].filter((one) => one !== null)
      return as('prepare', {
        ...policyRequest(target),
        estateHash: 'e',
        task: `put-back ${HOST}`,
        files: filesOf(files),
        ...more,
      })
    },
    firewall,
    store: () => firewall().stores.PersistentStore as PolicyStore,
    changeFirewall: (change) => save(paths.firewall, { ...firewall(), ...change(firewall()) }),
    machine,
    changeMachine: (change) => save(paths.machine, { ...machine(), ...change(machine()) }),
    tasks: () => json<{ readonly tasks: readonly Task[] }>(paths.tasks).tasks,
    changeTasks: (more) => save(paths.tasks, { ...json<object>(paths.tasks), ...more }),
    environment,
  }
}

const made: string[] = []
process.once('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})
