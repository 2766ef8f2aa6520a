// SPDX-License-Identifier: MIT
import type { Target } from '../target.ts'
import { readLgpoFiles } from './read.ts'
import { writeLgpo } from './write.ts'

/** The policy's registry.pol as text for LGPO.exe, which sets it on a machine outside a domain. */
export const lgpoTarget: Target = {
  name: 'lgpo',
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
  write: writeLgpo,
  read: readLgpoFiles,
}
