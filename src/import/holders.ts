// SPDX-License-Identifier: MIT
import type { PeerSystem } from './peer-config.ts'

/** Which systems hold a role name of the peer, by site code (upper case). */
export type Holders = ReadonlyMap<string, ReadonlyMap<string, readonly PeerSystem[]>>

export const holdersOf = (systems: readonly PeerSystem[]): Holders => {
  const all = new Map<string, Map<string, PeerSystem[]>>()
  for (const system of systems) {
    for (const role of new Set(system.roles.map((entry) => entry.value.toLowerCase()))) {
      const sites = all.get(role) ?? new Map<string, PeerSystem[]>()
      all.set(role, sites)
      const site = system.site.value.toUpperCase()
      const list = sites.get(site)
      if (list === undefined) sites.set(site, [system])
      else list.push(system)
    }
  }
  return all
}

/** Systems that a rule joins: each of `from` with each of `to`, but never one with itself. `any` and `internet` are no systems. */
export interface Joined {
  readonly from: readonly PeerSystem[] | 'any'
  readonly to: readonly PeerSystem[] | 'internet' | 'any'
}

const NOBODY: ReadonlyMap<string, readonly PeerSystem[]> = new Map()

/** A rule that keeps to the site joins the holders of each site; one that ignores the site code joins all with all. */
export const joinEnds = (
  holders: Holders,
  source: string | 'any',
  destination: string | 'internet' | 'any',
  ignoreSite: boolean,
): readonly Joined[] => {
  const sources = holders.get(source.toLowerCase()) ?? NOBODY
  const destinations = holders.get(destination.toLowerCase()) ?? NOBODY
  const all = (sites: ReadonlyMap<string, readonly PeerSystem[]>): readonly PeerSystem[] => [...sites.values()].flat()
  const to = destination === 'internet' || destination === 'any' ? destination : all(destinations)
  if (source === 'any' || typeof to === 'string' || ignoreSite)
    return [{ from: source === 'any' ? 'any' : all(sources), to } as const].filter(meets)
  return [...sources].map(([site, from]) => ({ from, to: destinations.get(site) ?? [] }) as const).filter(meets)
}

/** Whether at least one system meets another one. */
const meets = ({ from, to }: Joined): boolean =>
  from.length > 0 &&
  to.length > 0 &&
  (typeof from === 'string' || typeof to === 'string' || from.length > 1 || to.length > 1 || from[0] !== to[0])
