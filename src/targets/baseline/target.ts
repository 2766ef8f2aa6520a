// SPDX-License-Identifier: MIT
import { EVERYTHING, type Target } from '../target.ts'
import { policyItem } from './policy-item.ts'
import { readItemFile } from './read.ts'
import { writeBaseline, writeItem } from './write.ts'

/** Configuration items that say whether a computer has its rules, and the baseline of all. RPC values travel in `rpc/`. */
export const baselineTarget: Target = {
  name: 'baseline',
  capabilities: { ...EVERYTHING, registryValues: false },
  unsayable: (policy, options) => policyItem(policy, options).losses,
  write: writeItem,
  shared: writeBaseline,
  read: readItemFile,
}
