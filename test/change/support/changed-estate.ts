// SPDX-License-Identifier: MIT
import type { EstateInput, HostInput } from '../../oracle/estate-input.ts'
import { numbersFrom } from './near-points.ts'

type Change = (estate: EstateInput, next: (below: number) => number) => EstateInput

const without = <T>(record: Readonly<Record<string, T>>, name: string | undefined): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => key !== name))

const withHost = (estate: EstateInput, name: string, change: (host: HostInput) => HostInput): EstateInput => {
  const host = estate.hosts[name]
  return host === undefined ? estate : { ...estate, hosts: { ...estate.hosts, [name]: change(host) } }
}

const anyHost = (estate: EstateInput, next: (below: number) => number): string => {
  const names = Object.keys(estate.hosts)
  return names[next(names.length)] ?? ''
}

/** What people do to an estate between two compiles. */
const CHANGES: readonly Change[] = [
  (estate, next) => ({ ...estate, hosts: without(estate.hosts, anyHost(estate, next)) }),
  (estate, next) => ({ ...estate, clients: without(estate.clients ?? {}, Object.keys(estate.clients ?? {})[next(3)]) }),
  (estate, next) =>
    withHost(estate, anyHost(estate, next), (host) => ({ ...host, addresses: [`203.0.113.${1 + next(200)}`] })),
  (estate, next) =>
    withHost(estate, anyHost(estate, next), (host) => ({
      ...host,
      roles: host.roles.slice(0, Math.max(1, host.roles.length - 1)),
    })),
  (estate, next) => {
    const names = Object.keys(estate.sites)
    const name = names[next(names.length)] as string
    const site = estate.sites[name]
    return site === undefined
      ? estate
      : {
          ...estate,
          sites: { ...estate.sites, [name]: { ...site, ports: { ...site.ports, clientHttp: 8080 + next(5) } } },
        }
  },
  (estate) => ({
    ...estate,
    firewall: { ...estate.firewall, direction: estate.firewall?.direction === 'both' ? 'inbound' : 'both' },
  }),
  (estate, next) => ({
    ...estate,
    firewall: {
      ...estate.firewall,
      profiles: [['domain'], ['private', 'public'], ['domain', 'private']][next(3)] as string[],
    },
  }),
  (estate) => ({
    ...estate,
    firewall: { ...estate.firewall, scope: estate.firewall?.scope === 'host' ? 'role-set' : 'host' },
  }),
  (estate) => ({
    ...estate,
    firewall: { ...estate.firewall, remote: estate.firewall?.remote === 'any' ? 'peers' : 'any' },
  }),
  (estate, next) => ({
    ...estate,
    hosts: {
      ...estate.hosts,
      'added.test': {
        addresses: ['203.0.113.250'],
        site: Object.keys(estate.sites)[next(9)] ?? (Object.keys(estate.sites)[0] as string),
        roles: ['distribution-point'],
      },
    },
  }),
  (estate) => ({ ...estate, features: estate.features === 'all' ? [] : 'all' }),
]

/** The estate after one to three such changes; the same seed gives the same estate. */
export const changedEstate = (estate: EstateInput, seed: number): EstateInput => {
  const next = numbersFrom(seed)
  let held = estate
  for (let left = 1 + next(3); left > 0; left--) held = (CHANGES[next(CHANGES.length)] as Change)(held, next)
  return held
}
