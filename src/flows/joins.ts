// SPDX-License-Identifier: MIT
import type { CatalogFlow, JoinKind } from '../catalog/catalog-flow.ts'
import type { Site } from '../estate/estate.ts'
import { modeApplies } from './conditions.ts'
import type { FlowEnd } from './flow.ts'
import { type FlowContext, part } from './flow-context.ts'
import { concernedBy, holdersAt, holdersIn, takesPart } from './holders.ts'
import { idWord } from './id-word.ts'
import { pairsOf } from './pairs.ts'
import type { Party } from './party.ts'

/** Holders of a row's two roles who belong together. */
export interface Join {
  /** What follows the entry's id in the flow's id. */
  readonly label: string
  /** The site that the listener's ports come from where it has none itself. */
  readonly site: string | null
  readonly from: FlowEnd
  readonly to: FlowEnd
  readonly bothWays: boolean
}

export const joinsOf = (context: FlowContext, entry: CatalogFlow): readonly Join[] =>
  entry.join.flatMap((kind) =>
    kind === 'site'
      ? [
          ...withinSites(context, entry),
          ...[...context.estate.sites.keys()].flatMap((site) => fromFirst(context, entry, site)),
        ]
      : [...context.estate.sites.values()].flatMap((child) => betweenSites(context, entry, kind, child)),
  )

const withinSites = (context: FlowContext, entry: CatalogFlow): readonly Join[] => {
  const { estate, index } = context
  const from = entry.from as string
  const sites = [...estate.sites.keys()].filter(
    (site) => takesPart(context, from, site) || takesPart(context, entry.to, site),
  )
  if (sites.length > 0) return sites.flatMap((site) => within(context, entry, site))
  const held = index.holders(from, null).length > 0 || index.holders(entry.to, null).length > 0
  return held ? within(context, entry, null) : []
}

const within = (context: FlowContext, entry: CatalogFlow, siteName: string | null): readonly Join[] => {
  const site = siteName === null ? null : (context.estate.sites.get(siteName) as Site)
  if (entry.sites === 'top' && site?.parent != null) return []
  if (!modeApplies(site, entry)) return []
  const [fromRole, toRole] = [entry.from as string, entry.to]
  const at = String(siteName)
  const from = concernedBy(context, entry, fromRole, holdersAt(context, fromRole, siteName, toRole), at)
  const to = concernedBy(context, entry, toRole, holdersAt(context, toRole, siteName, fromRole), at)
  const label = siteName === null ? '' : `@${idWord(siteName)}`
  return pairsOf(context, entry, from, to, at).map((pair) => ({
    ...pair,
    label: `${label}${pair.label}`,
    site: siteName,
    bothWays: entry.direction === 'either' && !pair.oneWay,
  }))
}

/** Holders of one role in a site who take from the first of them what the row's listener gives. */
const fromFirst = (context: FlowContext, entry: CatalogFlow, site: string): readonly Join[] => {
  const role = context.catalog.roles.get(entry.to)?.servedBy.first ?? null
  if (role === null || role !== entry.from) return []
  const all = holdersIn(context, role, site)
  if (all.length < 2 || all.some((party) => party.roles.has(entry.to))) return []
  const first = all.reduce((one, other) => ((other.host?.order ?? 0) < (one.host?.order ?? 0) ? other : one))
  const key = `${role} first in ${site}`
  const from = context.ends.ofParties(part(context, `${key}: others`, () => all.filter((party) => party !== first)))
  const to = context.ends.ofParties(part(context, key, () => [first]))
  return [{ label: `@${idWord(site)}:first`, site, from, to, bothWays: entry.direction === 'either' }]
}

/** Whether a join of two sites is one between these, and which of them the row's sender belongs to. */
const senderSite = (kind: JoinKind, child: Site): 'child' | 'parent' | null => {
  if (kind === 'to-child') return 'parent'
  if (kind === 'parent-child' || kind === 'to-parent') return 'child'
  if (kind === 'primary-to-secondary') return child.type === 'secondary' ? 'parent' : null
  if (kind === 'primary-to-central') return child.type === 'primary' ? 'child' : null
  return child.type === 'secondary' ? 'child' : null
}

const betweenSites = (context: FlowContext, entry: CatalogFlow, kind: JoinKind, child: Site): readonly Join[] => {
  const parent = child.parent === null ? undefined : context.estate.sites.get(child.parent)
  const sender = senderSite(kind, child)
  if (parent === undefined || sender === null) return []
  const [start, end] = sender === 'child' ? [child, parent] : [parent, child]
  if (!modeApplies(end, entry)) return []
  if (kind === 'secondary-to-primary-if-none' && context.index.holders(entry.to, child.name).length > 0) return []
  const side = (role: string, { name }: Site): readonly Party[] =>
    concernedBy(context, entry, role, holdersIn(context, role, name), `in ${name}`)
  const [from, to] = [side(entry.from as string, start), side(entry.to, end)]
  if (from.length === 0 || to.length === 0) return []
  const label = `@${idWord(start.name)}+${idWord(end.name)}`
  return pairsOf(context, entry, from, to, label)
    .filter(({ oneWay }) => !oneWay)
    .map((pair) => ({
      ...pair,
      label: `${label}${pair.label}`,
      site: end.name,
      bothWays: kind === 'parent-child' || entry.direction === 'either',
    }))
}
