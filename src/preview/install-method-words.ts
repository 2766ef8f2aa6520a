// SPDX-License-Identifier: MIT
import type { InstallMethod } from '../catalog/catalog-flow.ts'

export interface MethodWords {
  readonly name: string
  /** Four letters at most, where there is little room. */
  readonly short: string
}

/** What people call the ways of installing a client. */
export const INSTALL_METHOD_WORDS: Readonly<Record<InstallMethod, MethodWords>> = {
  push: { name: 'Client push', short: 'push' },
  'group-policy': { name: 'Group Policy', short: 'gpo' },
  manual: { name: 'Manual', short: 'man' },
  'logon-script': { name: 'Logon script', short: 'log' },
  'software-update-point': { name: 'Software update point', short: 'sup' },
  'software-distribution': { name: 'Software distribution', short: 'dist' },
}
