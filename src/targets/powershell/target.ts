// SPDX-License-Identifier: MIT
import { EVERYTHING, type Target } from '../target.ts'
import { readPolicyScript } from './read.ts'
import { scriptLosses, writePolicyScript } from './write.ts'

/** A script for the NetSecurity module: the rules of a computer, or of a GPO. RPC values travel in `rpc/`. */
export const powershellTarget: Target = {
  name: 'powershell',
  // localRules and localConnectionSecurityRules only with -PolicyStore: no local store has them. The script says so.
  capabilities: { ...EVERYTHING, registryValues: false },
  unsayable: scriptLosses,
  write: writePolicyScript,
  read: readPolicyScript,
}
