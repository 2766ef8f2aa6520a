// SPDX-License-Identifier: MIT
import { readAerleon } from '../../formats/aerleon/read-aerleon.ts'
import { EVERYTHING, type Target } from '../target.ts'
import { aerleonLosses, writeAerleon } from './write.ts'

/** `aerleon/`: the flows for the network team's firewalls, as definitions and terms of Aerleon. It says flows, and no policy. */
export const aerleonTarget: Target = {
  name: 'aerleon',
  capabilities: {
    ...EVERYTHING,
    rpcKeywords: false,
    addressKeywords: false,
    programs: false,
    services: false,
    groups: false,
    registryValues: false,
    profileSettings: false,
  },
  unsayable: () => [],
  write: (policy) => ({ policy: policy.id, files: [], losses: [] }),
  read: (files) => ({ ...readAerleon(files), registry: [] }),
  estate: {
    write: writeAerleon,
    unsayable: aerleonLosses,
    read: (files) => ({ ...readAerleon(files), registry: [] }),
  },
}
