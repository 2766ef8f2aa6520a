// SPDX-License-Identifier: MIT
import { rmSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { OutputFile } from '../../../src/targets/target.ts'
import { findPwsh } from '../../support/powershell/find-pwsh.ts'
import { runScript, type ScriptOutput } from '../../support/powershell/run-script.ts'

export interface Value {
  readonly name: string
  readonly kind: string
  readonly data: unknown
}

/** The stand-in computer; see StandInMachine.psm1. */
export interface Machine {
  readonly registry: Readonly<Record<string, readonly Value[]>>
  readonly boot: string
  readonly tcp: readonly {
    readonly address: string
    readonly port: number
    readonly state: string
    readonly pid: number
  }[]
  readonly processes: readonly { readonly pid: number; readonly name: string }[]
  readonly services: readonly {
    readonly name: string
    readonly state: string
    readonly pid: number
    readonly dependents: readonly string[]
    readonly tcpKey: string | null
  }[]
  readonly calls: readonly string[]
  readonly failOn: readonly string[]
}

export const TCPIP = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters'

export const machineNamed = (name: string, more: Partial<Machine> = {}): Machine => {
  const [label = '', ...suffix] = name.split('.')
  const { registry, ...rest } = more
  return {
    boot: '2026-01-01 00:00:00Z',
    tcp: [],
    processes: [],
    services: [],
    calls: [],
    failOn: [],
    ...rest,
    registry: {
      [TCPIP]: [
        { name: 'Hostname', kind: 'String', data: label.toUpperCase() },
        { name: 'Domain', kind: 'String', data: suffix.join('.') },
      ],
      'HKEY_LOCAL_MACHINE\\SOFTWARE': [],
      'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Rpc': [],
      ...registry,
    },
  }
}

/** Runs a script of a unit on the stand-in computer. */
export const WITH_MACHINE = join(import.meta.dirname, 'with-machine.ps1')

export interface MachineFixture {
  readonly folder: string
  /** What WITH_MACHINE needs to run a script. */
  readonly environment: (script: string, parameters?: object) => Readonly<Record<string, string>>
  readonly run: <T>(
    script: string,
    parameters?: object,
    environment?: Readonly<Record<string, string>>,
  ) => Promise<ScriptOutput<T>>
  readonly machine: () => Promise<Machine>
  readonly change: (change: (machine: Machine) => Partial<Machine>) => Promise<void>
}

/** A folder with the files of a unit, and a stand-in computer to run its scripts on. */
export const machineFixture = async (files: readonly OutputFile[], start: Machine): Promise<MachineFixture> => {
  const folder = await mkdtemp(join(tmpdir(), 'portwright-unit-'))
  made.push(folder)
  for (const { path, bytes } of files) {
    await mkdir(join(folder, dirname(path)), { recursive: true })
    await writeFile(join(folder, path), bytes)
  }
  const state = join(folder, 'machine.json')
  const save = (machine: Machine): Promise<void> => writeFile(state, JSON.stringify(machine))
  const machine = async (): Promise<Machine> =>
    JSON.parse((await readFile(state, 'utf8')).replace(/^\uFEFF/, '')) as Machine
  await save(start)
  const environmentOf = (script: string, parameters: object = {}): Readonly<Record<string, string>> => ({
    PORTWRIGHT_UNIT: join(folder, script),
    PORTWRIGHT_ARGUMENTS: JSON.stringify(parameters),
    PORTWRIGHT_STANDIN: state,
  })
  return {
    folder,
    environment: environmentOf,
    machine,
    change: async (change) => {
      const now = await machine()
      await save({ ...now, ...change(now) })
    },
    run: (script, parameters = {}, environment = {}) =>
      runScript(
        findPwsh() ?? 'pwsh',
        WITH_MACHINE,
        {},
        { ...environmentOf(script, parameters), ...environment },
        { folder },
      ),
  }
}

const made: string[] = []
process.once('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})
