// SPDX-License-Identifier: MIT
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/**
 * The PowerShell of this computer: what NODE_POWERSHELL names, else PowerShell 7, which alone speaks SSH, else Windows
 * PowerShell. Null where there is none; a start without looking would end this process.
 */
export const findPowerShell = (
  environment: Readonly<Record<string, string | undefined>>,
  windows: boolean,
): string | null => {
  const named = environment.NODE_POWERSHELL
  const search = environment.PATH ?? environment.Path ?? ''
  const folders = search.split(delimiter).filter((folder) => folder !== '')
  const names = windows ? ['pwsh.exe', 'powershell.exe'] : ['pwsh']
  const wanted = named === undefined || named === '' ? names : [named]
  const paths = wanted.flatMap((name) => (/[\\/]/.test(name) ? [name] : folders.map((folder) => join(folder, name))))
  return paths.find(isProgram) ?? null
}
