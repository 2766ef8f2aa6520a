// SPDX-License-Identifier: MIT
import { sayableRules } from '../../formats/firewall-store/sayable-rules.ts'
import { checkLgpoRecord, encodeLgpoText, formatLgpoText } from '../../formats/lgpo-text/format-lgpo-text.ts'
import { writeFirewallPolicy } from '../../formats/registry-pol/write-firewall-policy.ts'
import type { Loss } from '../../formats/rule/loss.ts'
import type { Policy } from '../../rules/policy.ts'
import type { WrittenArtifact } from '../target.ts'

/** Writes `lgpo/POLICY.txt`: the records of the policy's registry.pol, in their order. */
export const writeLgpo = (policy: Policy): WrittenArtifact => {
  const { rules, losses } = sayableRules(policy.rules)
  const unsaid: Loss[] = []
  const records = writeFirewallPolicy({ ...policy, rules }).filter((record) => {
    const reason = checkLgpoRecord(record)
    if (reason === null) return true
    const rule = rules.find(({ id }) => id === record.name)
    unsaid.push({ rule: rule?.id ?? null, field: record.name, reason })
    return false
  })
  const text = formatLgpoText(
    records.map((record) => ({ scope: 'Computer', record })),
    [`LGPO.exe /t ${policy.id}.txt`, ''],
  )
  return {
    policy: policy.id,
    files: [{ path: `lgpo/${policy.id}.txt`, bytes: encodeLgpoText(text) }],
    losses: [...losses, ...unsaid],
  }
}
