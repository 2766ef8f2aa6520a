// SPDX-License-Identifier: MIT
import { powershell } from '../../formats/powershell/powershell.ts'
import { scriptBytes } from '../../formats/powershell/script-bytes.ts'
import { createRenderer } from '../../formats/template/create-renderer.ts'
import { loadTemplate } from '../../formats/template/load-template.ts'
import type { Policy } from '../../rules/policy.ts'
import { estateHash } from '../../rules/policy-hash.ts'
import type { OutputFile, TargetOptions } from '../target.ts'
import { estateMark } from './policy-mark.ts'

const render = createRenderer(powershell, loadTemplate)

/** `intune/Import-IntunePolicy.ps1`: puts the policies beside it into a tenant. */
export const importScript = (policies: readonly Policy[], { estate, version, partial }: TargetOptions): OutputFile => ({
  path: 'intune/Import-IntunePolicy.ps1',
  bytes: scriptBytes(
    render('intune/Import-IntunePolicy.ps1', {
      estate,
      version,
      hash: estateHash(policies).slice(0, 16),
      mark: estateMark(estate),
      partial: partial === true,
    }),
  ),
})
