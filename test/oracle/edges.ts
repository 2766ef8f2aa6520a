// SPDX-License-Identifier: MIT
import type { CatalogRow } from './catalog-row.ts'
import type { Party } from './party.ts'
import { anyRoles, roles } from './vocabulary.ts'

/** Whether a sender asks the controllers of a domain: its own, and a server also those of whoever is in its site. */
const asks = (sender: Party, role: string, domain: string, everyone: readonly Party[]): boolean => {
  if (sender.domain === undefined) return false
  if (sender.domain === domain) return true
  if (roles[role]?.kind === 'client' || sender.site === undefined) return false
  return everyone.some((other) => other.site === sender.site && other.domain === domain)
}

/** Whether the edges of the domain let a row through, from a holder of its sender's role to one of its listener's. */
export const edgesAllow = (row: CatalogRow, from: Party, to: Party, everyone: readonly Party[]): boolean => {
  if (to.onInternet) return false
  if (row.members === 'domain')
    return !from.onInternet && to.domain !== undefined && asks(from, row.from ?? '', to.domain, everyone)
  if (!from.onInternet) return true
  return anyRoles.includes(row.to) || (row.internet && to.facing.has(row.to))
}
