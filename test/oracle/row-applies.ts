// SPDX-License-Identifier: MIT
import type { CatalogRow } from './catalog-row.ts'
import type { EstateInput, MethodOptions } from './estate-input.ts'
import { holdsRole } from './holds-role.ts'
import type { Party } from './party.ts'
import { features, roles } from './vocabulary.ts'

/** Compiled at all: a flow of this version that the estate does not do without. */
export const rowApplies = (estate: EstateInput, row: CatalogRow, version: number): boolean => {
  if (row.kind !== 'flow') return false
  if (row.since !== null && version < row.since) return false
  if (row.until !== null && version >= row.until) return false
  return !(estate.except ?? []).some(({ flow }) =>
    typeof flow === 'string'
      ? flow === row.id
      : flow.from === row.from && flow.to === row.to && flow.service === row.service,
  )
}

const saysOption = (feature: string, method: MethodOptions): boolean => {
  if (feature === 'source') return method.source === true
  if (feature === 'no-source') return method.source !== true
  return (method.ccmsetup ?? 'share') === 'share'
}

const methodsFit = (estate: EstateInput, row: CatalogRow, from: Party, to: Party): boolean => {
  const client = row.from === 'client' ? from : to
  const installed = client.install.filter(({ method }) => row.installMethods.includes(method))
  const { when } = row
  const unsaid = when !== null && !isNamed(estate, when) && features[when]?.option !== undefined
  return installed.some((method) => {
    if (unsaid && !saysOption(when, method)) return false
    if (row.to === 'fallback-status-point' && method.fallbackStatusPoint === false) return false
    return !(row.to === 'server-locator-point' && method.serverLocatorPoint === false)
  })
}

const isNamed = (estate: EstateInput, feature: string): boolean =>
  estate.features === 'all' || (estate.features ?? []).includes(feature)

const conditionHolds = (estate: EstateInput, row: CatalogRow, everyone: readonly Party[]): boolean => {
  if (row.when === null || isNamed(estate, row.when)) return true
  const facts = features[row.when]
  if (facts?.option !== undefined) return row.installMethods.length > 0
  if (facts?.internetFacing === true && everyone.some(({ facing }) => facing.size > 0)) return true
  return (facts?.roles ?? []).some((role) => everyone.some((party) => party.holds.has(role)))
}

const modes: Readonly<Record<string, readonly string[]>> = {
  http: ['http', 'mixed'],
  mixed: ['http', 'mixed'],
  https: ['https', 'native'],
  native: ['https', 'native'],
  both: ['http', 'https', 'mixed', 'native'],
}

/** The sites whose settings count: the listener's, else the sender's; all, where both serve every site. */
export const sitesOfRow = (
  estate: EstateInput,
  row: CatalogRow,
  from: Party,
  to: Party | undefined,
): readonly string[] => {
  const site = to?.site ?? from.site
  return (site === undefined ? Object.keys(estate.sites) : [site]).filter((name) => {
    const fitting = modes[estate.sites[name]?.communication ?? 'both'] ?? []
    return row.mode === null || fitting.includes(row.mode)
  })
}

const modeFits = (estate: EstateInput, row: CatalogRow, from: Party, to: Party): boolean =>
  row.mode === null || sitesOfRow(estate, row, from, to).length > 0

const isTop = (estate: EstateInput, party: Party): boolean =>
  party.site === undefined || estate.sites[party.site]?.parent === undefined

/** Whether the row holds for these two, which the roles of the row join already. */
export const rowHolds = (
  estate: EstateInput,
  row: CatalogRow,
  from: Party,
  to: Party,
  everyone: readonly Party[],
): boolean => {
  if (!conditionHolds(estate, row, everyone)) return false
  if (row.installMethods.length > 0 && !methodsFit(estate, row, from, to)) return false
  if (!modeFits(estate, row, from, to)) return false
  return row.sites !== 'top' || (isTop(estate, from) && isTop(estate, to))
}

/** A site system that waits for its site server opens nothing towards it. */
export const isSilenced = (estate: EstateInput, sender: Party, senderRole: string, listenerRole: string): boolean =>
  sender.siteServerInitiates &&
  holdsRole(estate, sender, 'site-system') &&
  listenerRole === 'site-server' &&
  ['site-system', 'group'].includes(roles[senderRole]?.kind ?? '')
