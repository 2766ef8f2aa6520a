// SPDX-License-Identifier: MIT
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ConfigurationItem } from '../../../src/formats/configuration-item/configuration-item.ts'
import { runScript, type ScriptOutput } from '../powershell/run-script.ts'
import { emptyFirewall, type StandInFirewall } from './stand-in-firewall.ts'

/** The scripts of a configuration item, and a stand-in firewall to run them against. */
export interface ItemFixture {
  readonly run: (script: 'discovery' | 'remediation') => Promise<ScriptOutput<unknown>>
  /** What the discovery says to somebody who runs it by hand: now, or in each of these states, in one run. */
  readonly why: (...changes: readonly Change[]) => Promise<readonly (readonly string[])[]>
  readonly firewall: () => Promise<StandInFirewall>
  readonly change: (change: Change) => Promise<void>
}

export type Change = (firewall: StandInFirewall) => Partial<StandInFirewall>

/** Puts what is said verbosely into the output, a list for each state. */
const LOUD = `param([string[]] $State)
$VerbosePreference = 'Continue'
foreach ($one in $State) {
    $env:PORTWRIGHT_FIREWALL = $one
    , @(& "$PSScriptRoot/discovery.ps1" 4>&1 | ForEach-Object -Process { if ($_ -is [bool]) { "$_" } else { $_.Message } })
}
`

export const itemFixture = async (pwsh: string, item: ConfigurationItem): Promise<ItemFixture> => {
  const folder = await mkdtemp(join(tmpdir(), 'portwright-item-'))
  const state = join(folder, 'firewall.json')
  const { source } = item.settings[0] as ConfigurationItem['settings'][number]
  if (source.kind !== 'script') throw new Error('the item has no script')
  await writeFile(join(folder, 'discovery.ps1'), `\uFEFF${source.discovery.text}`)
  await writeFile(join(folder, 'remediation.ps1'), `\uFEFF${source.remediation?.text ?? ''}`)
  await writeFile(join(folder, 'loud.ps1'), LOUD)
  await writeFile(state, JSON.stringify(emptyFirewall))
  const firewall = async (): Promise<StandInFirewall> =>
    JSON.parse((await readFile(state, 'utf8')).replace(/^\uFEFF/, '')) as StandInFirewall
  const run = <T>(name: string, parameters: object = {}): Promise<ScriptOutput<T>> =>
    runScript<T>(
      pwsh,
      join(folder, `${name}.ps1`),
      parameters,
      { PSModulePath: import.meta.dirname, PORTWRIGHT_FIREWALL: state },
      { folder },
    )
  return {
    run: (name) => run(name),
    why: async (...changes) => {
      const now = await firewall()
      const states = (changes.length === 0 ? [() => ({})] : changes).map((change) => ({ ...now, ...change(now) }))
      const files = states.map((_, index) => join(folder, `state-${index}.json`))
      for (const [index, one] of states.entries()) await writeFile(files[index] as string, JSON.stringify(one))
      return (await run<readonly string[]>('loud', { State: files })).objects
    },
    firewall,
    change: async (change) => {
      const now = await firewall()
      await writeFile(state, JSON.stringify({ ...now, ...change(now) }))
    },
  }
}
