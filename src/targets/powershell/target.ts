// SPDX-License-Identifier: MIT
import type { Target } from '../target.ts'
import { readPolicyScript } from './read.ts'
import { writePolicyScript } from './write.ts'

/** A script for the NetSecurity module: the rules of a computer, or of a GPO. RPC values travel in `rpc/`. */
export const powershellTarget: Target = {
  name: 'powershell',
  capabilities: {
    directions: ['in', 'out'],
    rpcKeywords: true,
    icmpTypes: true,
    addressKeywords: true,
    ipv6: true,
    programs: true,
    services: true,
    groups: true,
    descriptions: true,
    registryValues: false,
    // localRules and localConnectionSecurityRules only with -PolicyStore: no local store has them. The script says so.
    profileSettings: true,
  },
  write: writePolicyScript,
  read: readPolicyScript,
}
