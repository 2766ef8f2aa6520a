// SPDX-License-Identifier: MIT
import type { Loss } from '../../formats/rule/loss.ts'
import { defaultBlock } from '../../formats/wfp/default-block.ts'
import type { WfpFilter, WfpProvider } from '../../formats/wfp/filter.ts'
import { filterLine } from '../../formats/wfp/filter-line.ts'
import { type RuleFilters, ruleFilters } from '../../formats/wfp/rule-filters.ts'
import { writeWfpXml } from '../../formats/wfp/write-wfp-xml.ts'
import type { Policy } from '../../rules/policy.ts'
import type { TargetOptions, WrittenArtifact } from '../target.ts'
import { installScript } from './install-script.ts'
import { ownerOf, PROVIDER_SERVICE } from './owner.ts'

/** The filters of each rule, and what they cannot say of it. */
export function* wfpRules(policy: Policy, options: TargetOptions): Generator<RuleFilters> {
  const owner = ownerOf(options.estate, policy.id)
  const { dynamicRange } = policy
  const { hardPermit } = options.wfp
  for (const rule of policy.rules) yield ruleFilters(rule, { ...owner, dynamicRange, hardPermit })
}

/** `wfp/POLICY.xml`, the filters as netsh would show them, and `wfp/POLICY.ps1`, which adds them. */
export const writeWfp = (policy: Policy, options: TargetOptions): WrittenArtifact => {
  const owner = ownerOf(options.estate, policy.id)
  const provider: WfpProvider = {
    key: owner.provider,
    name: policy.group,
    description: policy.description,
    flags: ['FWPM_PROVIDER_FLAG_PERSISTENT'],
    service: PROVIDER_SERVICE,
  }
  const losses: Loss[] = []
  const lines: string[] = []
  // Each filter is made, written in both forms, and let go.
  function* filters(): Generator<WfpFilter> {
    for (const one of wfpRules(policy, options)) {
      losses.push(...one.losses)
      yield* noted(one.filters)
    }
    if (options.wfp.defaultBlock) yield* noted(defaultBlock(owner))
  }
  function* noted(list: readonly WfpFilter[]): Generator<WfpFilter> {
    for (const filter of list) {
      lines.push(filterLine(filter))
      yield filter
    }
  }
  const xml = writeWfpXml({ filters: filters(), providers: [provider] })
  return {
    policy: policy.id,
    files: [
      { path: `wfp/${policy.id}.xml`, bytes: xml },
      { path: `wfp/${policy.id}.ps1`, bytes: installScript(policy, options, lines, provider) },
    ],
    losses,
  }
}
