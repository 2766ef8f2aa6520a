// SPDX-License-Identifier: MIT
import { rmSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Policy } from '../../../src/rules/policy.ts'
import { importScript } from '../../../src/targets/gpo/import-script.ts'
import type { TargetOptions } from '../../../src/targets/target.ts'
import { PLAIN_OPTIONS } from '../sample/plain-options.ts'
import { plainPolicy } from '../sample/plain-policy.ts'
import { findPwsh } from './find-pwsh.ts'
import { runScript, type ScriptOutput } from './run-script.ts'
import { emptyDomain, type StandInDomain } from './stand-in-domain.ts'

/** An object that Import-FirewallGpo.ps1 puts on the pipeline. */
export interface ImportResult {
  readonly Name: string
  readonly Policy: string
  readonly Action: string
  readonly Detail: string
  readonly Domain: string
}

/** A folder as a compile leaves it, a stand-in domain, and the script run against it. */
export interface ImportFixture {
  readonly folder: string
  readonly run: (
    parameters?: object,
    environment?: Readonly<Record<string, string>>,
  ) => Promise<ScriptOutput<ImportResult>>
  readonly domain: () => Promise<StandInDomain>
  readonly change: (change: (domain: StandInDomain) => Partial<StandInDomain>) => Promise<void>
  /** Writes script and backups anew; the hash is also the content of each backup. */
  readonly compile: (hash: string, policies?: readonly Policy[], more?: Partial<TargetOptions>) => Promise<void>
  /** Records that -Undo finds in the folders of the GPOs, by their names. */
  readonly records: () => Promise<readonly string[]>
  /** What a GPO holds for computers, in SYSVOL. */
  readonly policyFile: (id: string) => string
  /** The script in another folder, as another administrator has it. */
  readonly runElsewhere: (parameters?: object) => Promise<ScriptOutput<ImportResult>>
}

export const policyOf = (id: string, more: Partial<Policy> = {}): Policy =>
  plainPolicy({
    id,
    name: `Firewall ${id}`,
    guid: `{${Buffer.from(id).toString('hex').toUpperCase().padEnd(8, '0').slice(0, 8)}-1111-4222-8333-444444444444}`,
    gpoGuid: '{00000000-0000-4000-8000-000000000000}',
    securityGroup: `Firewall ${id}`,
    hosts: [id],
    productType: more.clients !== undefined && more.clients.length > 0 ? 'workstation' : 'server',
    ...more,
  })

export const importFixture = async (
  policies: readonly Policy[],
  options: TargetOptions = PLAIN_OPTIONS,
): Promise<ImportFixture> => {
  const folder = await mkdtemp(join(tmpdir(), 'portwright-gpo-'))
  made.push(folder)
  const state = join(folder, 'directory.json')
  const script = join(folder, 'Import-FirewallGpo.ps1')
  const domain = async (): Promise<StandInDomain> =>
    JSON.parse((await readFile(state, 'utf8')).replace(/^\uFEFF/, '')) as StandInDomain
  const save = (value: StandInDomain): Promise<void> => writeFile(state, JSON.stringify(value))
  const compile = async (
    hash: string,
    now: readonly Policy[] = policies,
    more: Partial<TargetOptions> = {},
  ): Promise<void> => {
    await writeFile(script, importScript(now, { ...options, ...more }, new Map(now.map(({ id }) => [id, hash]))))
    for (const policy of now) await writeBackup(folder, policy, hash)
  }
  await save(emptyDomain(policies.flatMap(({ hosts }) => hosts)))
  await compile('1')
  return {
    folder,
    compile,
    domain,
    change: async (change) => {
      const now = await domain()
      await save({ ...now, ...change(now) })
    },
    run: (parameters = {}, environment = {}) =>
      runScript<ImportResult>(
        pwshName(),
        script,
        parameters,
        { ...environment, PORTWRIGHT_STANDIN: state },
        { folder },
      ),
    records: async () => {
      const files = await readdir(join(folder, 'sysvol'), { recursive: true }).catch(() => [])
      return files.flatMap((file) => /Portwright.(\d{6}(?:-.*)?\.json(?:\.undone)?)$/.exec(file)?.[1] ?? []).toSorted()
    },
    policyFile: (id) => join(folder, 'sysvol', `{${id.toUpperCase()}}`, 'Machine', 'registry.pol'),
    runElsewhere: async (parameters = {}) => {
      const other = await mkdtemp(join(tmpdir(), 'portwright-gpo-'))
      made.push(other)
      await cp(script, join(other, 'Import-FirewallGpo.ps1'))
      const copy = join(other, 'Import-FirewallGpo.ps1')
      return runScript<ImportResult>(pwshName(), copy, parameters, { PORTWRIGHT_STANDIN: state }, { folder: other })
    },
  }
}

const made: string[] = []
process.once('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})

const pwshName = (): string => findPwsh() ?? 'pwsh'

const writeBackup = async (folder: string, policy: Policy, content: string): Promise<void> => {
  const machine = join(folder, policy.guid, 'DomainSysvol/GPO/Machine')
  await mkdir(machine, { recursive: true })
  await writeFile(join(machine, 'registry.pol'), content)
  for (const name of ['bkupInfo.xml', 'Backup.xml']) await writeFile(join(folder, policy.guid, name), '<x/>')
}
