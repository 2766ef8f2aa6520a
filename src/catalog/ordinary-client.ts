// SPDX-License-Identifier: MIT
import type { Catalog } from './catalog-flow.ts'

/** The role of a client group that names none. */
export const ordinaryClient = (catalog: Catalog): string => {
  for (const role of catalog.roles.values()) if (role.onServers) return role.id
  throw new Error('no role of the catalogue says onServers')
}
