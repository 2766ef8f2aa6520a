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

const parentOf = (estate: EstateInput, party: Party): string | undefined =>
  party.site === undefined ? undefined : estate.sites[party.site]?.parent

const isAbove = (estate: EstateInput, upper: Party, lower: Party): boolean =>
  upper.site !== undefined && parentOf(estate, lower) === upper.site

/** Whether two holders at two sites belong together by a word of `join`. */
const acrossSites = (
  estate: EstateInput,
  from: Party,
  to: Party,
  kind: string,
  toRole: string,
  everyone: readonly Party[],
): boolean => {
  const [up, down] = [isAbove(estate, to, from), isAbove(estate, from, to)]
  switch (kind) {
    case 'parent-child':
      return up || down
    case 'to-parent':
      return up
    case 'to-child':
      return down
    case 'secondary-to-primary':
      return up && typeOfSite(estate, from) === 'secondary'
    case 'secondary-to-primary-if-none':
      return (
        up &&
        typeOfSite(estate, from) === 'secondary' &&
        !everyone.some((one) => one.holds.has(toRole) && (one.site === undefined || one.site === from.site))
      )
    case 'primary-to-secondary':
      return down && typeOfSite(estate, to) === 'secondary'
    case 'primary-to-central':
      return up && typeOfSite(estate, from) === 'primary'
    default:
      return false
  }
}

/** The update point that the others of its site synchronize with: the first of the file, unless one is an upstream server itself. */
const sourceOfSite = (everyone: readonly Party[], site: string): Party | undefined => {
  const points = everyone.filter((one) => one.site === site && one.holds.has('software-update-point'))
  return points.some((one) => one.holds.has('wsus-upstream')) ? undefined : points[0]
}

/** Whether a row joins the two, from its sender to its listener. */
export const joins = (
  estate: EstateInput,
  from: Party,
  to: Party,
  row: { readonly from: string; readonly to: string; readonly join: readonly string[] },
  everyone: readonly Party[],
): boolean => {
  if (from === to) return false
  if (from.onInternet && from.site !== to.site && to.site !== undefined) return false
  const [fromRole, toRole] = [row.from, row.to]
  if (from.holds.has(fromRole) && to.holds.has(toRole))
    if (row.join.some((kind) => acrossSites(estate, from, to, kind, toRole, everyone))) return true
  if (!row.join.includes('site')) return false
  if (toRole === 'wsus-upstream' && from.holds.has(fromRole) && from.site !== undefined && from.site === to.site)
    if (sourceOfSite(everyone, from.site) === to) return true
  // The software update point of the parent is the upstream server of the child.
  if (toRole === 'wsus-upstream' && from.holds.has(fromRole) && to.holds.has('software-update-point')) {
    if (from.site !== undefined && to.site !== undefined && estate.sites[from.site]?.parent === to.site) return true
  }
  if (!holdsRole(estate, from, fromRole) || !holdsRole(estate, to, toRole)) return false
  return from.site === to.site || from.site === undefined || to.site === undefined
}
