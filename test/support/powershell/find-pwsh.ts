// SPDX-License-Identifier: MIT
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { required, skip } from '../shared.ts'
import { directPwsh } from './direct-pwsh.ts'

/** Whether a file is there that may be run. */
export const executable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** PowerShell on the PATH; null where there is none. */
export const findPwsh = (env: NodeJS.ProcessEnv = process.env): string | null => {
  const name = process.platform === 'win32' ? 'pwsh.exe' : 'pwsh'
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  const found = folders.map((folder) => join(folder, name)).find(executable)
  return found === undefined ? null : directPwsh(found)
}

/**
 * PowerShell for a test that needs the real one. Where it is missing the test passes with a line that starts with SKIP,
 * or fails if the environment variable PORTWRIGHT_REQUIRE names pwsh.
 */
export const pwshFor = (t: ExecutionContext): string | null => {
  const pwsh = findPwsh()
  if (pwsh === null && required(t, 'pwsh')) t.fail('pwsh is required and not on the PATH')
  if (pwsh === null) skip(t, `${t.title}: pwsh is not on the PATH`)
  return pwsh
}
