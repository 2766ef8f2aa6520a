// SPDX-License-Identifier: MIT
import type { Target } from '../target.ts'
import { readWfwFiles } from './read.ts'
import { writeWfw } from './write.ts'

/**
 * The file of "Import Policy" in the Windows Firewall node of a Group Policy object. The import replaces the whole
 * policy of what it goes into. RPC values have no place in a firewall store; `rpc/` carries them.
 */
export const wfwTarget: Target = {
  name: 'wfw',
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
    profileSettings: true,
  },
  write: writeWfw,
  read: readWfwFiles,
}
