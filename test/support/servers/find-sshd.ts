// SPDX-License-Identifier: MIT
import type { ExecutionContext } from 'ava'
import { executable, findPwsh } from '../powershell/find-pwsh.ts'
import { required, skip } from '../shared.ts'

export interface SshTools {
  readonly sshd: string
  readonly pwsh: string
}

/** OpenSSH's server and PowerShell; null, with a visible word, where one of them is missing. */
export const sshTools = (t: ExecutionContext): SshTools | null => {
  const sshd = ['/usr/sbin/sshd', '/usr/local/sbin/sshd', '/opt/homebrew/sbin/sshd'].find(executable) ?? null
  const pwsh = findPwsh()
  if (sshd !== null && pwsh !== null) return { sshd, pwsh }
  for (const [name, found] of [
    ['sshd', sshd],
    ['pwsh', pwsh],
  ] as const)
    if (found === null && required(t, name)) t.fail(`${name} is required and not there`)
  skip(t, `${sshd === null ? 'sshd' : 'pwsh'} is not there`)
  return null
}
