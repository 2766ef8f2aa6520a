// SPDX-License-Identifier: MIT
import { defaultBlock } from '../../formats/wfp/default-block.ts'
import type { WfpProvider } from '../../formats/wfp/filter.ts'
import { type RuleFilters, ruleFilters } from '../../formats/wfp/rule-filters.ts'
import { writeWfpXml } from '../../formats/wfp/write-wfp-xml.ts'
import type { Policy } from '../../rules/policy.ts'
import type { TargetOptions, WrittenArtifact } from '../target.ts'
import { installScript } from './install-script.ts'
import { ownerOf, PROVIDER_SERVICE } from './owner.ts'

/** The filters of each rule, and what they cannot say of it. */
export const wfpRules = (policy: Policy, options: TargetOptions): readonly RuleFilters[] => {
  const owner = ownerOf(options.estate, policy.id)
  const { dynamicRange } = policy
  return policy.rules.map((rule) => ruleFilters(rule, { ...owner, dynamicRange, hardPermit: options.wfp.hardPermit }))
}

/** `wfp/POLICY.xml`, the filters as netsh would show them, and `wfp/POLICY.ps1`, which adds them. */
export const writeWfp = (policy: Policy, options: TargetOptions): WrittenArtifact => {
  const owner = ownerOf(options.estate, policy.id)
  const written = wfpRules(policy, options)
  const filters = [...written.flatMap((one) => one.filters), ...(options.wfp.defaultBlock ? defaultBlock(owner) : [])]
  const provider: WfpProvider = {
    key: owner.provider,
    name: policy.group,
    description: policy.description,
    flags: ['FWPM_PROVIDER_FLAG_PERSISTENT'],
    service: PROVIDER_SERVICE,
  }
  return {
    policy: policy.id,
    files: [
      { path: `wfp/${policy.id}.xml`, bytes: writeWfpXml({ filters, providers: [provider] }) },
      { path: `wfp/${policy.id}.ps1`, bytes: installScript(policy, options, filters, provider) },
    ],
    losses: written.flatMap((one) => one.losses),
  }
}
