// SPDX-License-Identifier: MIT
import { sayableRules } from '../../formats/firewall-store/sayable-rules.ts'
import { writeFirewallStore } from '../../formats/firewall-store/write-firewall-store.ts'
import { writeHive } from '../../formats/regf/write-hive.ts'
import { uuidV5 } from '../../formats/uuid/uuid-v5.ts'
import type { Policy } from '../../rules/policy.ts'
import type { WrittenArtifact } from '../target.ts'

/** Windows names the root key and the hive by ids of the day; here they follow from the policy. */
const hiveId = (name: string): Uint8Array => Uint8Array.from(Buffer.from(name.replace(/[{}-]/g, ''), 'hex'))

/** Writes `wfw/POLICY.wfw`. */
export const writeWfw = (policy: Policy): WrittenArtifact => {
  const { rules, losses } = sayableRules(policy.rules)
  const root = writeFirewallStore(uuidV5(`wfw root ${policy.guid}`), { ...policy, rules })
  const bytes = writeHive(root, hiveId(uuidV5(`wfw hive ${policy.guid}`)))
  return { policy: policy.id, files: [{ path: `wfw/${policy.id}.wfw`, bytes }], losses }
}
