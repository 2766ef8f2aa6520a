// SPDX-License-Identifier: MIT
import { sayableRules } from '../../formats/firewall-store/sayable-rules.ts'
import { checkLgpoRecord, encodeLgpoText, formatLgpoText } from '../../formats/lgpo-text/format-lgpo-text.ts'
import { checkPolRecord } from '../../formats/registry-pol/check-pol-record.ts'
import type { PolRecord } from '../../formats/registry-pol/pol-record.ts'
import { writeFirewallPolicy } from '../../formats/registry-pol/write-firewall-policy.ts'
import type { Loss } from '../../formats/rule/loss.ts'
import type { Policy } from '../../rules/policy.ts'
import type { WrittenArtifact } from '../target.ts'

const note = (policy: string): readonly string[] => [
  `LGPO.exe /t ${policy}.txt`,
  'LGPO adds values and changes them; it removes none. Rules and settings of an earlier policy that do not stand here',
  'stay in the local policy until somebody deletes them.',
]

interface LgpoContent {
  readonly records: readonly PolRecord[]
  readonly losses: readonly Loss[]
}

/** The records that the text can say, and what it cannot. */
const lgpoContent = (policy: Policy): LgpoContent => {
  const { rules, losses } = sayableRules(policy.rules)
  const unsaid: Loss[] = []
  const registry = policy.registry.filter(({ key, name }) => {
    const machine = key.toUpperCase().startsWith('HKLM\\')
    if (!machine) unsaid.push({ rule: null, field: `${key}\\${name}`, reason: 'a computer policy carries HKLM only' })
    return machine
  })
  const records = writeFirewallPolicy({ ...policy, rules, registry }).filter((record) => {
    const reason = checkPolRecord(record) ?? checkLgpoRecord(record)
    if (reason === null) return true
    const rule = rules.find(({ id }) => id === record.name)?.id ?? null
    unsaid.push({ rule, field: rule === null ? `${record.key}\\${record.name}` : 'id', reason })
    return false
  })
  return { records, losses: [...losses, ...unsaid] }
}

export const lgpoLosses = (policy: Policy): readonly Loss[] => lgpoContent(policy).losses

/** Writes `lgpo/POLICY.txt`: the records of the policy's registry.pol, in their order. */
export const writeLgpo = (policy: Policy): WrittenArtifact => {
  const { records, losses } = lgpoContent(policy)
  const text = formatLgpoText(
    records.map((record) => ({ scope: 'Computer', record })),
    note(policy.id),
  )
  return {
    policy: policy.id,
    files: [{ path: `lgpo/${policy.id}.txt`, bytes: encodeLgpoText(text) }],
    losses,
  }
}
