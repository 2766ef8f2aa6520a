// SPDX-License-Identifier: MIT
import { EVERYTHING, type Target } from '../target.ts'
import { policyResources } from './policy-resources.ts'
import { readDsc } from './read.ts'
import { writeDsc } from './write.ts'

/** Desired State Configuration: a configuration, what it compiles to, and a DSC v3 document. */
export const dscTarget: Target = {
  name: 'dsc',
  capabilities: EVERYTHING,
  unsayable: (policy) => policyResources(policy).losses,
  write: writeDsc,
  read: readDsc,
}
