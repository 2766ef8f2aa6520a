// SPDX-License-Identifier: MIT
import { powershell } from '../../formats/powershell/powershell.ts'
import { scriptBytes } from '../../formats/powershell/script-bytes.ts'
import { createRenderer } from '../../formats/template/create-renderer.ts'
import { loadTemplate } from '../../formats/template/load-template.ts'
import type { OutputFile } from '../../targets/target.ts'
import type { SqlUnitInput } from './sql-input.ts'

const escapeUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`

/** ASCII, so that no version of PowerShell reads it in the machine's code page. */
const asciiJson = (value: unknown): string => `${JSON.stringify(value, null, 2).replace(/[^\n -~]/g, escapeUnit)}\n`

/** `sql/`: the script that tests static ports, and what the estate expects; nothing where no host has SQL Server. */
export const sqlUnit = (
  input: SqlUnitInput & { readonly version: string; readonly hash: string },
  load: (name: string) => string = loadTemplate,
): readonly OutputFile[] => {
  const { estate, version, hash, hosts } = input
  if (hosts.length === 0) return []
  const script = createRenderer(powershell, load)('sql/Test-SqlStaticPort.ps1', { estate, version, hash })
  return [
    { path: 'sql/Test-SqlStaticPort.ps1', bytes: scriptBytes(script) },
    { path: 'sql/SqlStaticPort.json', bytes: new TextEncoder().encode(asciiJson({ estate, hosts })) },
  ]
}
