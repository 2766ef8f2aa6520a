// SPDX-License-Identifier: MIT
import type { HiveKey } from '../regf/hive-key.ts'
import { readHive } from '../regf/read-hive.ts'
import type { RuleSteps } from '../rule/rule-steps.ts'
import { type FlatHive, findKey, flattenHive } from './flatten-hive.ts'
import { hiveLosses } from './hive-losses.ts'
import { type FirewallStore, firewallStoreSteps } from './read-firewall-store.ts'
import { selectFirewallValues } from './select-firewall-values.ts'
import { SHARED_ACCESS } from './store-keys.ts'

const CONTROL_SET = /^ControlSet\d{3}$/i

const subtree = (root: HiveKey, path: string, hive: string): readonly FlatHive[] => {
  const key = findKey(root, path)
  return key === null ? [] : [flattenHive(key, `${hive}\\${path}`)]
}

const systemValues = (root: HiveKey): readonly FlatHive[] => [
  ...subtree(root, 'Select', 'HKLM\\SYSTEM'),
  ...root.subkeys.flatMap(({ name }) =>
    CONTROL_SET.test(name) ? subtree(root, `${name}\\${SHARED_ACCESS}`, 'HKLM\\SYSTEM') : [],
  ),
]

const softwareValues = (root: HiveKey): readonly FlatHive[] => [
  ...subtree(root, 'Policies\\Microsoft\\WindowsFirewall', 'HKLM\\SOFTWARE'),
  ...subtree(root, 'Microsoft\\Rpc\\Internet', 'HKLM\\SOFTWARE'),
]

function* machineHiveSteps(bytes: Uint8Array, parts: (root: HiveKey) => readonly FlatHive[]): RuleSteps<FirewallStore> {
  const hive = readHive(bytes)
  const flat = hive.root === null ? [] : parts(hive.root)
  const selection = selectFirewallValues(flat.flatMap(({ values }) => values))
  const store = yield* firewallStoreSteps(selection.values, selection.rulesKey)
  const losses = [...hiveLosses(hive), ...flat.flatMap((part) => part.losses), ...selection.strays, ...store.losses]
  return { ...store, losses }
}

/** Reads the firewall of a machine from its SYSTEM hive: the control set that `Select` calls current. */
export const systemHiveSteps = (bytes: Uint8Array): RuleSteps<FirewallStore> => machineHiveSteps(bytes, systemValues)

/** Reads what Group Policy set for the firewall, and RPC's ports, from a machine's SOFTWARE hive. */
export const softwareHiveSteps = (bytes: Uint8Array): RuleSteps<FirewallStore> =>
  machineHiveSteps(bytes, softwareValues)
