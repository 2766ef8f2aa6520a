// SPDX-License-Identifier: MIT
import { existsSync, globSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'

let folder: string | null = null
const direct = new Map<string, string>()

/** A folder with nothing in it but the runtime of .NET, which starts a PowerShell that came as a tool of .NET. */
export const runtimeFolder = (): string => {
  if (folder !== null) return folder
  const made = mkdtempSync(join(tmpdir(), 'portwright-path-'))
  folder = made
  process.once('exit', () => rmSync(made, { recursive: true, force: true }))
  const dotnet = (process.env.PATH ?? '')
    .split(delimiter)
    .map((place) => join(place, 'dotnet'))
    .find((path) => existsSync(path))
  if (dotnet !== undefined) symlinkSync(dotnet, join(made, 'dotnet'))
  return made
}

/**
 * A PowerShell that came as a tool of .NET starts a runtime that does nothing but start the one that works: this is
 * what that one is started with, a quarter less for each start. Any other PowerShell is its own.
 */
export const directPwsh = (pwsh: string): string => {
  if (process.platform === 'win32') return pwsh
  const known = direct.get(pwsh)
  if (known !== undefined) return known
  const store = join(dirname(pwsh), '.store/powershell')
  const [library] = globSync('*/powershell/*/tools/*/any/unix/pwsh.dll', { cwd: store })
  const dotnet = join(runtimeFolder(), 'dotnet')
  const found = library !== undefined && existsSync(dotnet) ? join(runtimeFolder(), 'pwsh') : pwsh
  if (found !== pwsh)
    writeFileSync(found, `#!/bin/sh\nexec '${dotnet}' '${join(store, library ?? '')}' "$@"\n`, { mode: 0o755 })
  direct.set(pwsh, found)
  return found
}
