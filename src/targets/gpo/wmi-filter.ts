// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'
import type { Policy } from '../../rules/policy.ts'

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

const QUERIES: Readonly<Record<NonNullable<Policy['productType']>, string>> = {
  workstation: WORKSTATION,
  server: SERVER,
}

/** The WMI filter of a policy; null where its computers are not all known to be of one kind. */
export const wmiFilterOf = (policy: Policy, estate: string): WmiFilter | null => {
  if (policy.productType === null) return null
  const query = QUERIES[policy.productType]
  const hash = createHash('sha256')
    .update(JSON.stringify([estate, query]))
    .digest('hex')
    .toUpperCase()
  // A name-based UUID in form, so that no generator of random ones can meet it.
  const id = `{${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-A${hash.slice(17, 20)}-${hash.slice(20, 32)}}`
  const kind = `${policy.productType}s`
  return { id, name: `Portwright ${estate}: ${kind}`, query }
}
