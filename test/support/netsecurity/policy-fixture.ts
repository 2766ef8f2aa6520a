// SPDX-License-Identifier: MIT
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Policy } from '../../../src/rules/policy.ts'
import { powershellTarget } from '../../../src/targets/powershell/target.ts'
import { runScript, type ScriptOutput } from '../powershell/run-script.ts'
import { PLAIN_OPTIONS } from '../sample/plain-options.ts'
import { emptyFirewall, type PolicyStore, type StandInFirewall } from './stand-in-firewall.ts'

/** An object that the script puts on the pipeline. */
export interface PolicyResult {
  readonly Name: string
  readonly DisplayName: string
  readonly Action: string
  readonly Detail: string
}

/** The script of a policy and a stand-in firewall to run it against. */
export interface PolicyFixture {
  readonly folder: string
  readonly run: (
    parameters?: object,
    environment?: Readonly<Record<string, string>>,
  ) => Promise<ScriptOutput<PolicyResult>>
  readonly firewall: () => Promise<StandInFirewall>
  readonly store: (name?: string) => Promise<PolicyStore>
  readonly change: (change: (firewall: StandInFirewall) => Partial<StandInFirewall>) => Promise<void>
  /** Writes the script anew. */
  readonly compile: (policy: Policy) => Promise<void>
}

const text = (bytes: string): string => bytes.replace(/^\uFEFF/, '')

export const policyFixture = async (pwsh: string, policy: Policy): Promise<PolicyFixture> => {
  const folder = await mkdtemp(join(tmpdir(), 'portwright-powershell-'))
  const state = join(folder, 'firewall.json')
  const script = join(folder, `${policy.id}.ps1`)
  const firewall = async (): Promise<StandInFirewall> =>
    JSON.parse(text(await readFile(state, 'utf8'))) as StandInFirewall
  const save = (value: StandInFirewall): Promise<void> => writeFile(state, JSON.stringify(value))
  const compile = async (now: Policy): Promise<void> => {
    const [file] = powershellTarget.write(now, PLAIN_OPTIONS).files
    await writeFile(script, file?.bytes ?? '')
  }
  await save(emptyFirewall)
  await compile(policy)
  return {
    folder,
    firewall,
    compile,
    store: async (name = 'PersistentStore') => {
      const found = (await firewall()).stores[name]
      if (found === undefined) throw new Error(`no store ${name}`)
      return found
    },
    change: async (change) => {
      const now = await firewall()
      await save({ ...now, ...change(now) })
    },
    run: (parameters = {}, environment = {}) =>
      runScript<PolicyResult>(
        pwsh,
        script,
        parameters,
        { PSModulePath: import.meta.dirname, PORTWRIGHT_FIREWALL: state, ...environment },
        { folder },
      ),
  }
}
