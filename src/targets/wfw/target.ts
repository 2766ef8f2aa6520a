// SPDX-License-Identifier: MIT
import { sayableRules } from '../../formats/firewall-store/sayable-rules.ts'
import { EVERYTHING, type Target } from '../target.ts'
import { readWfwFiles } from './read.ts'
import { writeWfw } from './write.ts'

/**
 * The file of "Import Policy" in the Windows Firewall node of a Group Policy object. The import replaces the whole
 * policy of what it goes into. RPC values have no place in a firewall store; `rpc/` carries them.
 */
export const wfwTarget: Target = {
  name: 'wfw',
  capabilities: { ...EVERYTHING, registryValues: false },
  unsayable: (policy) => sayableRules(policy.rules).losses,
  write: writeWfw,
  read: readWfwFiles,
}
