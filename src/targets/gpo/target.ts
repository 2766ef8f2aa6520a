// SPDX-License-Identifier: MIT
import { EVERYTHING, type Target } from '../target.ts'
import { importHash } from './import-hash.ts'
import { importScript } from './import-script.ts'
import { readGpo } from './read.ts'
import { gpoLosses, writeGpo, writeGpoManifest } from './write.ts'

/** Group Policy backups for Import-GPO: a folder for each policy and one manifest. */
export const gpoTarget: Target = {
  name: 'gpo',
  capabilities: EVERYTHING,
  unsayable: gpoLosses,
  write: writeGpo,
  shared: (all, options) => {
    const policies = all.filter(({ groupPolicy }) => groupPolicy)
    return [
      ...writeGpoManifest(policies, options),
      {
        path: 'gpo/Import-FirewallGpo.ps1',
        bytes: importScript(
          policies,
          options,
          new Map(policies.map((policy) => [policy.id, importHash(policy, options)])),
        ),
      },
    ]
  },
  read: readGpo,
}
