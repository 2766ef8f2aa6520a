// SPDX-License-Identifier: MIT
import type { Pair } from './catalog-cover.ts'
import type { Joined } from './holders.ts'
import type { PeerSystem } from './peer-config.ts'

/** Parent and children of a site, all codes upper case. */
export type Neighbours = (site: string) => readonly string[]

/** Flows that the catalogue joins between parent and child site by itself. */
const BETWEEN_SITES: readonly (readonly [string, string])[] = [
  ['site-server', 'site-server'],
  ['sql-server', 'sql-server'],
]

export interface Crossing {
  /** Between parent and child site; the catalogue does not join these. */
  readonly own: readonly Joined[]
  /** Some of the pairs of sites that have nothing to do with each other. */
  readonly strangers: readonly string[]
}

/** What a rule that ignores the site code joins beyond the single site that the catalogue keeps to. */
export const crossSites = (pair: Pair, { from, to }: Joined, neighbours: Neighbours): Crossing => {
  if (typeof from === 'string' || typeof to === 'string') return { own: [], strangers: [] }
  const known = BETWEEN_SITES.some(([a, b]) => pair.from.includes(a) && pair.to.includes(b))
  const targets = bySite(to)
  const own: Joined[] = []
  const strangers: string[] = []
  for (const [site, senders] of bySite(from)) {
    const near = new Set(neighbours(site))
    if (!known)
      for (const other of near) {
        const listeners = targets.get(other)
        if (listeners !== undefined) own.push({ from: senders, to: listeners })
      }
    if (strangers.length >= 5) continue
    for (const other of targets.keys()) {
      if (other === site || near.has(other)) continue
      strangers.push(`${site} → ${other}`)
      if (strangers.length >= 5) break
    }
  }
  return { own, strangers }
}

/** Without hosts of no site: the catalogue joins these with every site. */
const bySite = (systems: readonly PeerSystem[]): ReadonlyMap<string, readonly PeerSystem[]> =>
  Map.groupBy(
    systems.filter((system) => system.site.value !== ''),
    (system) => system.site.value.toUpperCase(),
  )
