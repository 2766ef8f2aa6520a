// SPDX-License-Identifier: MIT
import { getOrInsert } from '../collections/get-or-insert.ts'
import type { Party } from './party.ts'

/** Who holds a role, by site. Parties without a site serve every site. */
export interface RoleIndex {
  /** Holders in the site and those without a site. One list object a site and role. */
  readonly holders: (role: string, site: string | null) => readonly Party[]
  /** Sites in which somebody holds the role, in the order of the estate. */
  readonly sitesOf: (role: string) => ReadonlySet<string>
}

const NONE: readonly Party[] = []

export const indexRoles = (parties: readonly Party[]): RoleIndex => {
  const bySite = new Map<string, Map<string | null, Party[]>>()
  for (const party of parties) {
    for (const role of party.roles) {
      const sites = getOrInsert(bySite, role, () => new Map<string | null, Party[]>())
      getOrInsert(sites, party.site, () => []).push(party)
    }
  }
  const joined = new Map<string, readonly Party[]>()
  const sitesByRole = new Map<string, ReadonlySet<string>>()
  return {
    holders: (role, site) => {
      const sites = bySite.get(role)
      if (sites === undefined) return NONE
      const everywhere = sites.get(null) ?? NONE
      const here = site === null ? NONE : (sites.get(site) ?? NONE)
      if (everywhere.length === 0) return here
      if (here.length === 0) return everywhere
      return getOrInsert(joined, `${role}|${site}`, () => [...here, ...everywhere])
    },
    sitesOf: (role) =>
      getOrInsert(
        sitesByRole,
        role,
        () => new Set([...(bySite.get(role)?.keys() ?? [])].filter((site) => site !== null)),
      ),
  }
}
