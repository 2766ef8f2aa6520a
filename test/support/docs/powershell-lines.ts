// SPDX-License-Identifier: MIT
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { emptyFirewall } from '../netsecurity/stand-in-firewall.ts'
import { STAND_INS } from '../powershell/pwsh-environment.ts'
import { runScript } from '../powershell/run-script.ts'
import { emptyDomain } from '../powershell/stand-in-domain.ts'

/** PowerShell as the reader of a page uses it: one domain and one firewall a page, both stand-ins. */
export interface PowerShellLines {
  readonly ask: (line: string, folder: string) => Promise<string>
  /** The next page begins with a new domain. */
  readonly forget: () => void
}

/** The computers of the output that lies in the folder: they exist in the domain. */
const computersOf = (folder: string): readonly string[] => {
  const index = join(folder, 'out/portwright.json')
  if (!existsSync(index)) return []
  const { policies } = JSON.parse(readFileSync(index, 'utf8')) as {
    readonly policies: readonly { readonly hosts: readonly string[] }[]
  }
  return policies.flatMap(({ hosts }) => hosts)
}

export const powerShellLines = (pwsh: string): PowerShellLines => {
  let state: string | null = null
  const begin = (folder: string): string => {
    const made = mkdtempSync(join(tmpdir(), 'portwright-docs-state-'))
    writeFileSync(join(made, 'directory.json'), JSON.stringify(emptyDomain(computersOf(folder))))
    writeFileSync(join(made, 'firewall.json'), JSON.stringify(emptyFirewall))
    return made
  }
  return {
    ask: async (line, folder) => {
      state ??= begin(folder)
      const ran = await runScript<string>(
        pwsh,
        join(import.meta.dirname, 'print-line.ps1'),
        { Line: line, Folder: folder },
        {
          PSModulePath: [STAND_INS, join(import.meta.dirname, '../netsecurity')].join(delimiter),
          PORTWRIGHT_STANDIN: join(state, 'directory.json'),
          PORTWRIGHT_FIREWALL: join(state, 'firewall.json'),
        },
      )
      const text = [...ran.errors, ...ran.objects].join('\n')
      return text === '' ? '' : `${text.replaceAll('\r\n', '\n')}\n`
    },
    forget: () => {
      if (state !== null) rmSync(state, { recursive: true, force: true })
      state = null
    },
  }
}
