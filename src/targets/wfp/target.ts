// SPDX-License-Identifier: MIT
import { EVERYTHING, type Target } from '../target.ts'
import { readWfp } from './read.ts'
import { wfpRules, writeWfp } from './write.ts'

/** Filters of the Windows Filtering Platform under a provider of their own. Dynamic RPC stands in numbers. */
export const wfpTarget: Target = {
  name: 'wfp',
  capabilities: {
    ...EVERYTHING,
    rpcKeywords: false,
    addressKeywords: false,
    groups: false,
    registryValues: false,
    profileSettings: false,
  },
  unsayable: (policy, options) =>
    wfpRules(policy, options)
      .flatMap(({ losses }) => losses)
      .toArray(),
  write: writeWfp,
  read: readWfp,
}
