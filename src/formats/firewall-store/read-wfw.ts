// SPDX-License-Identifier: MIT
import { readHive } from '../regf/read-hive.ts'
import { atTheEnd, type RuleSteps } from '../rule/rule-steps.ts'
import { flattenHive } from './flatten-hive.ts'
import { hiveLosses } from './hive-losses.ts'
import { type FirewallStore, firewallStoreSteps } from './read-firewall-store.ts'
import { RULES, STORE_KEY } from './store-keys.ts'

/**
 * Reads a `.wfw` file, ours or one that Windows exported. Its root key has a random name; keys are given the path of the
 * store that such a file is made from, whose names they have (the private profile is `StandardProfile`).
 */
export const readWfw = (bytes: Uint8Array): FirewallStore => atTheEnd(wfwSteps(bytes))

export function* wfwSteps(bytes: Uint8Array): RuleSteps<FirewallStore> {
  const hive = readHive(bytes)
  const losses = hiveLosses(hive)
  if (hive.root === null) return { rules: [], registry: [], losses }
  const flat = flattenHive(hive.root, STORE_KEY)
  const store = yield* firewallStoreSteps(flat.values, `${STORE_KEY}\\${RULES}`)
  return { ...store, losses: [...losses, ...flat.losses, ...store.losses] }
}
