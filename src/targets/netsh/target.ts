// SPDX-License-Identifier: MIT
import type { Target } from '../target.ts'
import { readNetsh } from './read.ts'
import { writeNetsh } from './write.ts'

/** netsh advfirewall, for machines that have neither Group Policy nor PowerShell's NetSecurity. */
export const netshTarget: Target = {
  name: 'netsh',
  capabilities: {
    directions: ['in', 'out'],
    rpcKeywords: true,
    icmpTypes: true,
    addressKeywords: true,
    ipv6: true,
    programs: true,
    services: true,
    // The group travels as a hash in the rule's name.
    groups: false,
    descriptions: true,
    // RPC values travel in DIR/rpc.
    registryValues: false,
    profileSettings: true,
  },
  write: writeNetsh,
  read: readNetsh,
}
