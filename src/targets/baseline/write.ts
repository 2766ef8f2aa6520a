// SPDX-License-Identifier: MIT
import type { ConfigurationBaseline } from '../../formats/configuration-item/configuration-item.ts'
import { writeDigestCabinet } from '../../formats/configuration-item/digest-cabinet.ts'
import { estateFileName } from '../../rules/file-name.ts'
import type { Policy } from '../../rules/policy.ts'
import type { OutputFile, TargetOptions, WrittenArtifact } from '../target.ts'
import { baselineName, itemName, scopeName, textId } from './item-names.ts'
import { policyItem } from './policy-item.ts'

/** `baseline/POLICY.cab`: the configuration item of the policy. */
export const writeItem = (policy: Policy, options: TargetOptions): WrittenArtifact => {
  const { item, losses } = policyItem(policy, options)
  if (item === null) return { policy: policy.id, files: [], losses }
  const bytes = writeDigestCabinet([{ file: policy.id, digest: item }])
  return { policy: policy.id, files: [{ path: `baseline/${policy.id}.cab`, bytes }], losses }
}

const baselineOf = (policies: readonly Policy[], { estate, baseline }: TargetOptions): ConfigurationBaseline => {
  const text = (of: string, value: string) => ({ text: value, resource: textId(estate, null, of) })
  const scope = scopeName(estate)
  return {
    kind: 'baseline',
    scope,
    name: baselineName(estate),
    version: baseline.version,
    title: text('baseline', `Windows Firewall of ${estate}`),
    description: text('description', `Every policy of the estate ${estate}; a computer is judged by its own alone.`),
    references: policies.map(({ id }) => ({ list: 'OptionalItems', scope, name: itemName(estate, id) })),
  }
}

/** The name of the baseline's cabinet, beside one of each policy's name. Names are compared without case on Windows. */
const cabinetName = (policies: readonly Policy[], estate: string): string => {
  const taken = new Set(policies.map(({ id }) => id.toLowerCase()))
  let name = estateFileName(estate)
  while (taken.has(name.toLowerCase())) name += '.baseline'
  return name
}

/**
 * `baseline/ESTATE.cab`: the baseline and all its items. A part of the policies has none: imported, it would take the
 * others out of the baseline that is there.
 */
export const writeBaseline = (policies: readonly Policy[], options: TargetOptions): readonly OutputFile[] => {
  if (options.partial === true) return []
  const said = policies.flatMap((policy) => {
    const { item } = policyItem(policy, options)
    return item === null ? [] : [{ policy, item }]
  })
  if (said.length === 0) return []
  const name = cabinetName(policies, options.estate)
  const bytes = writeDigestCabinet([
    {
      file: name,
      digest: baselineOf(
        said.map(({ policy }) => policy),
        options,
      ),
    },
    ...said.map(({ policy, item }) => ({ file: policy.id, digest: item })),
  ])
  return [{ path: `baseline/${name}.cab`, bytes }]
}
