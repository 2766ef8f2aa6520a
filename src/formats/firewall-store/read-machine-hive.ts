// SPDX-License-Identifier: MIT
import type { HiveKey } from '../regf/hive-key.ts'
import { readHive } from '../regf/read-hive.ts'
import { findKey, flattenHive } from './flatten-hive.ts'
import { hiveLosses } from './hive-losses.ts'
import { type FirewallStore, readFirewallStore } from './read-firewall-store.ts'
import { selectFirewallValues } from './select-firewall-values.ts'
import { SHARED_ACCESS } from './store-keys.ts'
import type { StoreValue } from './store-value.ts'

const subtree = (root: HiveKey, path: string, hive: string): readonly StoreValue[] => {
  const key = findKey(root, path)
  return key === null ? [] : flattenHive(key, `${hive}\\${path}`)
}

const systemValues = (root: HiveKey): readonly StoreValue[] => [
  ...subtree(root, 'Select', 'HKLM\\SYSTEM'),
  ...root.subkeys.flatMap(({ name }) => subtree(root, `${name}\\${SHARED_ACCESS}`, 'HKLM\\SYSTEM')),
]

const softwareValues = (root: HiveKey): readonly StoreValue[] => [
  ...subtree(root, 'Policies\\Microsoft\\WindowsFirewall', 'HKLM\\SOFTWARE'),
  ...subtree(root, 'Microsoft\\Rpc\\Internet', 'HKLM\\SOFTWARE'),
]

const readMachineHive = (bytes: Uint8Array, values: (root: HiveKey) => readonly StoreValue[]): FirewallStore => {
  const hive = readHive(bytes)
  const selection = selectFirewallValues(hive.root === null ? [] : values(hive.root))
  const store = readFirewallStore(selection.values, selection.rulesKey)
  return { ...store, losses: [...hiveLosses(hive), ...store.losses] }
}

/** Reads the firewall of a machine from its SYSTEM hive: the control set that `Select` calls current. */
export const readSystemHive = (bytes: Uint8Array): FirewallStore => readMachineHive(bytes, systemValues)

/** Reads what Group Policy set for the firewall, and RPC's ports, from a machine's SOFTWARE hive. */
export const readSoftwareHive = (bytes: Uint8Array): FirewallStore => readMachineHive(bytes, softwareValues)
