// SPDX-License-Identifier: MIT
import { join } from 'node:path'
import { narrowPath } from './narrow-path.ts'
import { SHORT_LIVED } from './short-lived.ts'

/** The folder of the stand-in modules. */
export const STAND_INS = join(import.meta.dirname, 'modules')

/** Environment for a run of PowerShell that sees the stand-in modules and nothing of the user's. */
export const pwshEnvironment = (more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => ({
  ...process.env,
  PSModulePath: STAND_INS,
  ...SHORT_LIVED,
  NO_COLOR: '1',
  PATH: narrowPath(),
  ...more,
})
