// SPDX-License-Identifier: MIT
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { OutputFile } from '../../../src/targets/target.ts'
import { runScript, type ScriptOutput } from '../powershell/run-script.ts'

export interface TenantPolicy {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly roleScopeTagIds: readonly string[]
  readonly settings: readonly unknown[]
  readonly assignments: readonly unknown[]
}

/** The state of the stand-in for Graph. */
export interface StandInTenant {
  readonly policies: readonly TenantPolicy[]
  readonly pageSize: number
  readonly signedIn: boolean
  /** `METHOD` or `METHOD NAME`: these requests fail. */
  readonly failOn: readonly string[]
  readonly calls: readonly string[]
}

const EMPTY: StandInTenant = { policies: [], pageSize: 2, signedIn: true, failOn: [], calls: [] }

export interface ImportResult {
  readonly Action: string
  readonly Name: string
  readonly File: string
}

/** A folder of an output, and a tenant to import it into. */
export interface TenantFixture {
  readonly run: (parameters?: object) => Promise<ScriptOutput<ImportResult>>
  readonly tenant: () => Promise<StandInTenant>
  readonly change: (change: (tenant: StandInTenant) => Partial<StandInTenant>) => Promise<void>
  /** Puts other files into the folder. */
  readonly put: (files: readonly OutputFile[]) => Promise<void>
}

export const tenantFixture = async (pwsh: string): Promise<TenantFixture> => {
  const folder = await mkdtemp(join(tmpdir(), 'portwright-intune-'))
  const state = `${folder}.tenant`
  const tenant = async (): Promise<StandInTenant> =>
    JSON.parse((await readFile(state, 'utf8')).replace(/^\uFEFF/, '')) as StandInTenant
  await writeFile(state, JSON.stringify(EMPTY))
  return {
    tenant,
    change: async (change) => {
      const now = await tenant()
      await writeFile(state, JSON.stringify({ ...now, ...change(now) }))
    },
    put: async (files) => {
      await rm(folder, { recursive: true })
      await mkdir(folder)
      for (const { path, bytes } of files) await writeFile(join(folder, basename(path)), bytes)
    },
    run: (parameters = {}) =>
      runScript<ImportResult>(
        pwsh,
        join(folder, 'Import-IntunePolicy.ps1'),
        parameters,
        { PSModulePath: import.meta.dirname, PORTWRIGHT_TENANT: state },
        { folder },
      ),
  }
}
