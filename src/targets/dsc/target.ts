// SPDX-License-Identifier: MIT
import type { Target } from '../target.ts'
import { readDsc } from './read.ts'
import { writeDsc } from './write.ts'

/** Desired State Configuration: a configuration, what it compiles to, and a DSC v3 document. */
export const dscTarget: Target = {
  name: 'dsc',
  capabilities: {
    directions: ['in', 'out'],
    rpcKeywords: true,
    icmpTypes: true,
    addressKeywords: true,
    ipv6: true,
    programs: true,
    services: true,
    groups: true,
    descriptions: true,
    registryValues: true,
    profileSettings: true,
  },
  write: writeDsc,
  read: readDsc,
}
