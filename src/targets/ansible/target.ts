// SPDX-License-Identifier: MIT

import { scriptLosses } from '../powershell/write.ts'
import { EVERYTHING, type Target } from '../target.ts'
import { readAnsible } from './read.ts'
import { writeAnsible, writePlaybook } from './write.ts'

/** `ansible/`: a role and playbook around the scripts of `powershell/`, an inventory group for each policy. */
export const ansibleTarget: Target = {
  name: 'ansible',
  capabilities: { ...EVERYTHING, registryValues: false },
  unsayable: scriptLosses,
  write: writeAnsible,
  shared: writePlaybook,
  read: readAnsible,
}
