// SPDX-License-Identifier: MIT
import type { NamedParameters } from '../../formats/named-parameters/named-parameters.ts'
import { toNamedParameters } from '../../formats/named-parameters/to-named-parameters.ts'
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

const render = createRenderer(powershell, loadTemplate)

/** The group stands once in the script. Lists that do not fit a line get a line for each entry. */
const ruleData = ({ Group, ...parameters }: NamedParameters): object => ({
  parameters: Object.entries(parameters).map(([name, value]) => {
    const list = Array.isArray(value) && value.length > 4
    return { name, value: list ? null : value, entries: list ? value : null }
  }),
})

interface ScriptContent {
  readonly rules: readonly object[]
  readonly losses: readonly Loss[]
}

/** The rules that NetSecurity can say, and what it cannot. */
const scriptContent = (policy: Policy): ScriptContent => {
  const losses: Loss[] = []
  const ids = new Set<string>()
  const rules = policy.rules.flatMap((rule) => {
    const { parameters, issues } = toNamedParameters(rule)
    const twice = ids.has(rule.id.toLowerCase()) ? [{ field: 'id', reason: 'two rules have this name' }] : []
    const other = rule.group === policy.group ? [] : [{ field: 'group', reason: 'a policy has one group' }]
    ids.add(rule.id.toLowerCase())
    const found = [...issues, ...twice, ...other].map((issue): Loss => ({ rule: rule.id, ...issue }))
    losses.push(...found)
    return found.length === 0 ? [ruleData(parameters)] : []
  })
  return { rules, losses }
}

export const scriptLosses = (policy: Policy): readonly Loss[] => scriptContent(policy).losses

/** `powershell/POLICY.ps1`. Rules that NetSecurity cannot say are left out and are losses. */
export const writePolicyScript = (policy: Policy, options: TargetOptions): WrittenArtifact => {
  const { rules, losses } = scriptContent(policy)
  try {
    const text = render('powershell/policy.ps1', {
      policy: policy.id,
      estate: options.estate,
      version: options.version,
      hash: shortHash(policy),
      group: policy.group,
      rules,
      profiles: policyProfiles(policy).map((parameters) => ({
        parameters: Object.entries(parameters).map(([name, value]) => ({ name, value })),
      })),
    })
    return { policy: policy.id, files: [{ path: `powershell/${policy.id}.ps1`, bytes: scriptBytes(text) }], losses }
  } catch (error) {
    if (!isEncodeError(error)) throw error
    const reason = `a name cannot be said in PowerShell: ${error.message}`
    return { policy: policy.id, files: [], losses: [...losses, { rule: null, field: 'name', reason }] }
  }
}
