// SPDX-License-Identifier: MIT
import type { Target } from '../target.ts'
import { readWfp } from './read.ts'
import { writeWfp } from './write.ts'

/** Filters of the Windows Filtering Platform under a provider of their own. Dynamic RPC stands in numbers. */
export const wfpTarget: Target = {
  name: 'wfp',
  capabilities: {
    directions: ['in', 'out'],
    rpcKeywords: false,
    icmpTypes: true,
    addressKeywords: false,
    ipv6: true,
    programs: true,
    services: true,
    groups: false,
    descriptions: true,
    registryValues: false,
    profileSettings: false,
  },
  write: writeWfp,
  read: readWfp,
}
