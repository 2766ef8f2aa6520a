// SPDX-License-Identifier: MIT
import { EVERYTHING, type Target } from '../target.ts'
import { importScript } from './import-script.ts'
import { managedRules } from './policy-rules.ts'
import { readManaged } from './read.ts'
import { writeManaged } from './write.ts'

/** Policies of Microsoft Intune, and the same rules for any device management. Group and id stand in descriptions, RPC in numbers. */
export const intuneTarget: Target = {
  name: 'intune',
  capabilities: { ...EVERYTHING, rpcKeywords: false, registryValues: false },
  unsayable: (policy) => managedRules(policy).losses,
  write: writeManaged,
  shared: (policies, options) => (policies.length === 0 ? [] : [importScript(policies, options)]),
  read: readManaged,
}
