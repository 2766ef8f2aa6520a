// SPDX-License-Identifier: MIT
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What a script gave, by stream. `exit` is what it left in `$LASTEXITCODE`. */
export interface ScriptOutput<T> {
  readonly exit: number
  readonly objects: readonly T[]
  readonly errors: readonly string[]
  readonly warnings: readonly string[]
  readonly information: readonly string[]
}

/** The folder of the stand-in modules. */
export const STAND_INS = join(import.meta.dirname, 'modules')

/** Environment for a run of PowerShell that sees the stand-in modules and nothing of the user's. */
export const pwshEnvironment = (more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => ({
  ...process.env,
  PSModulePath: STAND_INS,
  POWERSHELL_TELEMETRY_OPTOUT: '1',
  NO_COLOR: '1',
  ...more,
})

/** Runs a script in a PowerShell of its own, its parameters as data. */
export const runScript = async <T>(
  pwsh: string,
  script: string,
  parameters: object,
  environment: Readonly<Record<string, string>> = {},
): Promise<ScriptOutput<T>> => {
  const output = join(tmpdir(), `portwright-${randomUUID()}.json`)
  const env = pwshEnvironment({
    ...environment,
    PORTWRIGHT_SCRIPT: script,
    PORTWRIGHT_ARGUMENTS: JSON.stringify(parameters),
    PORTWRIGHT_OUTPUT: output,
  })
  const driver = join(import.meta.dirname, 'run-script.ps1')
  try {
    await run(pwsh, ['-NoProfile', '-NonInteractive', '-File', driver], { env, timeout: 120_000 })
    return JSON.parse((await readFile(output, 'utf8')).replace(/^\uFEFF/, '')) as ScriptOutput<T>
  } finally {
    await rm(output, { force: true })
  }
}
