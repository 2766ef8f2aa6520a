// SPDX-License-Identifier: MIT
import { batchBytes } from '../../formats/cmd/batch-bytes.ts'
import { cmd } from '../../formats/cmd/cmd.ts'
import { STORE_KEY } from '../../formats/firewall-store/store-keys.ts'
import type { Loss } from '../../formats/rule/loss.ts'
import { createRenderer } from '../../formats/template/create-renderer.ts'
import { loadTemplate } from '../../formats/template/load-template.ts'
import type { Policy } from '../../rules/policy.ts'
import { shortHash } from '../../rules/policy-hash.ts'
import type { WrittenArtifact } from '../target.ts'
import { groupTag } from './rule-tag.ts'
import { scriptRules } from './script-rules.ts'
import { settingLosses, writeSettings } from './write-settings.ts'

const render = createRenderer(cmd, loadTemplate)

/** What of a policy no line of the script says. */
export const netshLosses = (policy: Policy): readonly Loss[] => [
  ...scriptRules(policy.rules, policy.group).losses,
  ...settingLosses(policy),
]

/** The batch file that installs a policy in the local store. */
export const writeNetsh = (policy: Policy): WrittenArtifact => {
  const { rules, losses } = scriptRules(policy.rules, policy.group)
  const text = render('netsh/policy.cmd', {
    file: `${policy.id}.cmd`,
    group: policy.group,
    hash: shortHash(policy),
    description: policy.description,
    tag: groupTag(policy.group),
    rulesKey: `${STORE_KEY}\\FirewallRules`,
    rules,
    settings: writeSettings(policy),
  })
  return {
    policy: policy.id,
    files: [{ path: `netsh/${policy.id}.cmd`, bytes: batchBytes(text) }],
    losses: [...losses, ...settingLosses(policy)],
  }
}
