// SPDX-License-Identifier: MIT
import { delimiter, dirname } from 'node:path'
import { runtimeFolder } from './direct-pwsh.ts'
import { findPwsh } from './find-pwsh.ts'

/**
 * A PATH of PowerShell and hardly anything else: for each name that it does not know PowerShell looks at every file of
 * every folder there, which was half of what a run of a script cost. Windows keeps the PATH that it has.
 */
export const narrowPath = (): string => {
  const pwsh = findPwsh()
  if (process.platform === 'win32' || pwsh === null) return process.env.PATH ?? ''
  return [...new Set([dirname(pwsh), runtimeFolder()])].join(delimiter)
}
