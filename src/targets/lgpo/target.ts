// SPDX-License-Identifier: MIT
import { EVERYTHING, type Target } from '../target.ts'
import { readLgpoFiles } from './read.ts'
import { lgpoLosses, writeLgpo } from './write.ts'

/** The policy's registry.pol as text for LGPO.exe, which sets it on a machine outside a domain. */
export const lgpoTarget: Target = {
  name: 'lgpo',
  capabilities: EVERYTHING,
  unsayable: lgpoLosses,
  write: writeLgpo,
  read: readLgpoFiles,
}
