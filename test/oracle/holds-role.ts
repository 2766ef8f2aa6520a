// SPDX-License-Identifier: MIT
import type { EstateInput } from './estate-input.ts'
import type { Party } from './party.ts'
import { roles } from './vocabulary.ts'

const typeOfSite = (estate: EstateInput, party: Party): string | undefined =>
  party.site === undefined ? undefined : estate.sites[party.site]?.type

/** Whether the party takes part in flows of the role, wherever the other end is. */
export const holdsRole = (estate: EstateInput, party: Party, role: string): boolean => {
  switch (role) {
    case 'site-server':
      return party.holds.has('site-server') || party.holds.has('passive-site-server')
    case 'primary-site-server':
      return party.holds.has('site-server') && ['primary', 'central'].includes(typeOfSite(estate, party) ?? '')
    case 'secondary-site-server':
      return party.holds.has('site-server') && typeOfSite(estate, party) === 'secondary'
    case 'site-system':
      return [...party.holds].some((held) => roles[held]?.kind === 'site-system')
    default:
      return party.holds.has(role)
  }
}

const parentAndChild = (estate: EstateInput, a: Party, b: Party): boolean =>
  a.site !== undefined &&
  b.site !== undefined &&
  (estate.sites[a.site]?.parent === b.site || estate.sites[b.site]?.parent === a.site)

const isBetweenSites = (from: string, to: string): boolean =>
  from === to && (from === 'site-server' || from === 'sql-server')

/** Whether a flow from one role to another joins the two. */
export const joins = (estate: EstateInput, from: Party, to: Party, fromRole: string, toRole: string): boolean => {
  if (from === to) return false
  if (isBetweenSites(fromRole, toRole)) {
    return from.holds.has(fromRole) && to.holds.has(toRole) && parentAndChild(estate, from, to)
  }
  // The software update point of the parent is the upstream server of the child.
  if (toRole === 'wsus-upstream' && from.holds.has(fromRole) && to.holds.has('software-update-point')) {
    if (from.site !== undefined && to.site !== undefined && estate.sites[from.site]?.parent === to.site) return true
  }
  if (!holdsRole(estate, from, fromRole) || !holdsRole(estate, to, toRole)) return false
  return from.site === to.site || from.site === undefined || to.site === undefined
}
