// SPDX-License-Identifier: MIT
import type { InstallMethod } from '../catalog/catalog-flow.ts'
import type { ClientGroup, Install } from '../estate/estate.ts'

/** How a group is installed by a method: as the estate says, or by the defaults where it does not name the method. */
export const installOf = (group: ClientGroup, method: InstallMethod): Install =>
  group.install.find((install) => install.method === method) ?? {
    method,
    source: false,
    ccmsetup: 'share',
    told: new Map(),
  }
