// SPDX-License-Identifier: MIT
import { readHive } from '../regf/read-hive.ts'

export type HiveKind = 'wfw' | 'system' | 'software'

/** What a hive is a hive of, by the keys under its root; null where it is none that holds firewall rules. */
export const hiveKind = (bytes: Uint8Array): HiveKind | null => {
  const { root } = readHive(bytes)
  if (root === null) return null
  const names = new Set(root.subkeys.map(({ name }) => name.toLowerCase()))
  if (names.has('select') || names.has('controlset001')) return 'system'
  const store = ['firewallrules', 'domainprofile', 'publicprofile', 'standardprofile', 'consecrules']
  const isWfw =
    store.some((name) => names.has(name)) || root.values.some(({ name }) => name.toLowerCase() === 'policyversion')
  return isWfw ? 'wfw' : names.has('microsoft') || names.has('policies') ? 'software' : null
}
