// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'
import type { Policy } from '../../rules/policy.ts'

/** A policy that may say which Windows it is for, as a WQL query over `root\CIMv2`; null for every Windows. */
export interface FilteredPolicy extends Policy {
  readonly wmiQuery?: string | null | undefined
}

/** An msWMI-Som object of the directory. */
export interface WmiFilter {
  /** `{UPPER-CASE}`; the same for the same estate and query. */
  readonly id: string
  readonly name: string
  readonly query: string
}

/** 1 is a workstation, 2 a domain controller, 3 a server. */
const WORKSTATION = 'SELECT * FROM Win32_OperatingSystem WHERE ProductType = "1"'
const SERVER = 'SELECT * FROM Win32_OperatingSystem WHERE ProductType <> "1"'

const queryOf = (policy: FilteredPolicy): string | null => {
  if (policy.wmiQuery !== undefined) return policy.wmiQuery
  if (policy.clients.length > 0) return policy.hosts.length > 0 ? null : WORKSTATION
  return SERVER
}

/** The WMI filter of a policy; null where it has none. Without a query of its own, hosts are servers, client groups workstations. */
export const wmiFilterOf = (policy: FilteredPolicy, estate: string): WmiFilter | null => {
  const query = queryOf(policy)
  if (query === null) return null
  const hash = createHash('sha256')
    .update(JSON.stringify([estate, query]))
    .digest('hex')
    .toUpperCase()
  // A name-based UUID in form, so that no generator of random ones can meet it.
  const id = `{${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-A${hash.slice(17, 20)}-${hash.slice(20, 32)}}`
  const kind = query === WORKSTATION ? 'workstations' : query === SERVER ? 'servers' : hash.slice(0, 8).toLowerCase()
  return { id, name: `Portwright ${estate}: ${kind}`, query }
}
