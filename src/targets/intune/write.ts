// SPDX-License-Identifier: MIT
import { writeProfilePolicy } from '../../formats/settings-catalog/write-profile-policy.ts'
import { MOST_RULES, writeRulePolicy } from '../../formats/settings-catalog/write-rule-policy.ts'
import { writeSyncml } from '../../formats/syncml/write-syncml.ts'
import { cutText } from '../../formats/text/cut-text.ts'
import type { Policy } from '../../rules/policy.ts'
import { shortHash } from '../../rules/policy-hash.ts'
import type { OutputFile, TargetOptions, WrittenArtifact } from '../target.ts'
import { policyMark } from './policy-mark.ts'
import { managedRules } from './policy-rules.ts'

const LONGEST_DESCRIPTION = 600

/**
 * `intune/POLICY.json` (more than 150 rules in `POLICY-2.json` and so on), `POLICY.settings.json` where profile settings are
 * set, and `POLICY.syncml.xml` with the same rules.
 */
export const writeManaged = (policy: Policy, options: TargetOptions): WrittenArtifact => {
  const { rules, losses } = managedRules(policy)
  const parts = Array.from({ length: Math.max(1, Math.ceil(rules.length / MOST_RULES)) }, (_, index) =>
    rules.slice(index * MOST_RULES, (index + 1) * MOST_RULES),
  )
  const head = (part: number | 'settings') => ({
    name: `${policy.name}${part === 'settings' ? ' (settings)' : part === 1 ? '' : ` (${part})`}`,
    description: [
      cutText(policy.description, LONGEST_DESCRIPTION),
      `Compiled by Portwright ${options.version}, hash ${shortHash(policy)}.`,
      policyMark(options.estate, policy.id, part),
    ].join(' '),
  })
  const file = (end: string, bytes: Uint8Array): OutputFile => ({ path: `intune/${policy.id}${end}`, bytes })
  const settings = writeProfilePolicy(head('settings'), policy.profiles, policy.settings)
  return {
    policy: policy.id,
    files: [
      ...parts.map((part, index) =>
        file(`${index === 0 ? '' : `-${index + 1}`}.json`, writeRulePolicy(head(index + 1), part)),
      ),
      ...(settings === null ? [] : [file('.settings.json', settings)]),
      file('.syncml.xml', writeSyncml(rules)),
    ],
    losses,
  }
}
