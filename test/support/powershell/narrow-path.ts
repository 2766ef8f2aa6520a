// SPDX-License-Identifier: MIT
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { executable, findPwsh } from './find-pwsh.ts'

let folder: string | null = null

/** A folder with nothing in it but the runtime of .NET, which starts a PowerShell that came as a tool of .NET. */
const runtimeFolder = (): string => {
  if (folder !== null) return folder
  const made = mkdtempSync(join(tmpdir(), 'portwright-path-'))
  folder = made
  process.once('exit', () => rmSync(made, { recursive: true, force: true }))
  const dotnet = (process.env.PATH ?? '')
    .split(delimiter)
    .map((place) => join(place, 'dotnet'))
    .find(executable)
  if (dotnet !== undefined) symlinkSync(dotnet, join(made, 'dotnet'))
  return made
}

/**
 * A PATH of PowerShell and hardly anything else: for each name that it does not know PowerShell looks at every file of
 * every folder there, which was half of what a run of a script cost. Windows keeps the PATH that it has.
 */
export const narrowPath = (): string => {
  const pwsh = findPwsh()
  if (process.platform === 'win32' || pwsh === null) return process.env.PATH ?? ''
  return [dirname(pwsh), runtimeFolder()].join(delimiter)
}
