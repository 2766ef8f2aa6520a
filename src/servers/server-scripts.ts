// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'
import { powershell } from '../formats/powershell/powershell.ts'
import { scriptBytes } from '../formats/powershell/script-bytes.ts'
import { createRenderer } from '../formats/template/create-renderer.ts'
import { loadTemplate } from '../formats/template/load-template.ts'
import type { SentFile } from './server-target.ts'

export interface ServerScripts {
  /** Defines the steps in the PowerShell of this computer. */
  readonly here: string
  /** A step at the server. */
  readonly there: string
  /** The file that the scheduled task runs. */
  readonly putBack: SentFile
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The scripts of templates/servers; always the same, whatever the estate. */
export const serverScripts = (load: (name: string) => string = loadTemplate): ServerScripts => {
  const render = createRenderer(powershell, load)
  const bytes = scriptBytes(render('servers/put-back.ps1', {}))
  return {
    here: render('servers/here.ps1', {}),
    there: render('servers/there.ps1', {}),
    putBack: { name: 'put-back.ps1', bytes, sha256: sha256(bytes) },
  }
}
