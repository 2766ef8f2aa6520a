// SPDX-License-Identifier: MIT
import { powershell } from '../../formats/powershell/powershell.ts'
import { scriptBytes } from '../../formats/powershell/script-bytes.ts'
import type { Loss } from '../../formats/rule/loss.ts'
import { createRenderer } from '../../formats/template/create-renderer.ts'
import { isEncodeError } from '../../formats/template/encode-error.ts'
import { loadTemplate } from '../../formats/template/load-template.ts'
import type { Policy } from '../../rules/policy.ts'
import { shortHash } from '../../rules/policy-hash.ts'
import type { TargetOptions, WrittenArtifact } from '../target.ts'
import { policyProfiles } from './policy-profiles.ts'
import { policyRules, profileTables } from './policy-rules.ts'

const render = createRenderer(powershell, loadTemplate)

export const scriptLosses = (policy: Policy): readonly Loss[] => policyRules(policy).losses

/** `powershell/POLICY.ps1`. Rules that NetSecurity cannot say are left out and are losses. */
export const writePolicyScript = (policy: Policy, options: TargetOptions): WrittenArtifact => {
  const { rules, losses } = policyRules(policy)
  try {
    const text = render('powershell/policy.ps1', {
      policy: policy.id,
      estate: options.estate,
      version: options.version,
      hash: shortHash(policy),
      group: policy.group,
      rules,
      profiles: profileTables(policyProfiles(policy)),
    })
    return { policy: policy.id, files: [{ path: `powershell/${policy.id}.ps1`, bytes: scriptBytes(text) }], losses }
  } catch (error) {
    if (!isEncodeError(error)) throw error
    const reason = `a name cannot be said in PowerShell: ${error.message}`
    return { policy: policy.id, files: [], losses: [...losses, { rule: null, field: 'name', reason }] }
  }
}
