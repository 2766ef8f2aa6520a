// SPDX-License-Identifier: MIT
import { EVERYTHING, type Target } from '../target.ts'
import { readNetsh } from './read.ts'
import { netshLosses, writeNetsh } from './write.ts'

/** netsh advfirewall, for machines that have neither Group Policy nor PowerShell's NetSecurity. */
export const netshTarget: Target = {
  name: 'netsh',
  // The group travels as a hash in the rule's name, RPC values in DIR/rpc.
  capabilities: { ...EVERYTHING, groups: false, registryValues: false },
  unsayable: netshLosses,
  write: writeNetsh,
  read: readNetsh,
}
