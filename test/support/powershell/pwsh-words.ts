// SPDX-License-Identifier: MIT
import { join } from 'node:path'

/** Off Windows PowerShell writes two lines into the log of the system for each command: a tenth of what scripts cost. */
const QUIET = join(import.meta.dirname, 'quiet.config.json')

/** With these PowerShell starts for a test. */
export const PWSH_WORDS: readonly string[] = ['-NoProfile', '-NonInteractive', '-SettingsFile', QUIET]
