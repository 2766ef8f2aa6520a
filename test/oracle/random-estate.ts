// SPDX-License-Identifier: MIT
import fc from 'fast-check'
import type { CatalogRow } from './catalog-row.ts'
import type { EstateInput, FirewallInput } from './estate-input.ts'
import { type ClientsSeed, clientsOf, clientsSeed, networkPool } from './random-clients.ts'
import { type ExtrasSeed, extrasSeed, withExtras } from './random-extras.ts'
import { firewallSeed } from './random-firewall.ts'
import { type HostSeed, hostSeed, hostsOf } from './random-hosts.ts'
import { type SiteSeed, siteSeed, sitesOf } from './random-sites.ts'
import { features } from './vocabulary.ts'

export interface EstateSeed {
  readonly product: string
  readonly version: number | undefined
  readonly central: boolean
  readonly sites: readonly SiteSeed[]
  readonly hosts: readonly HostSeed[]
  readonly clients: readonly ClientsSeed[]
  readonly features: readonly number[] | 'all'
  readonly clientOnServers: boolean
  readonly scope: 'host' | 'role-set'
  readonly firewall: FirewallInput
  readonly rpcOn: string | readonly string[] | undefined
  readonly domain: string | undefined
  readonly extras: ExtrasSeed
}

const versions = [1511, 1802, 1806, 1902, 1910, 2107, 2211, 2309, 2403, 2509, 2603]

const seedOf = (product: string): fc.Arbitrary<EstateSeed> =>
  fc.record({
    product: fc.constant(product),
    version: product === 'cmcb' ? fc.option(fc.constantFrom(...versions), { nil: undefined }) : fc.constant(undefined),
    central: fc.boolean(),
    sites: fc.array(siteSeed(product), { minLength: 1, maxLength: 4 }),
    hosts: fc.array(hostSeed(product), { minLength: 1, maxLength: 9, size: 'max' }),
    clients: fc.array(clientsSeed(product), { maxLength: 3, size: 'max' }),
    features: fc.oneof(
      { arbitrary: fc.array(fc.nat(99), { maxLength: 5 }), weight: 5 },
      { arbitrary: fc.constant('all' as const), weight: 2 },
    ),
    clientOnServers: fc.boolean(),
    scope: fc.constantFrom('host' as const, 'role-set' as const),
    firewall: firewallSeed,
    rpcOn: fc.option(
      fc.constantFrom<string | readonly string[]>('all', 'management-point', [
        'H0.test',
        'domain-controller',
        'client',
      ]),
      { nil: undefined },
    ),
    domain: fc.option(fc.constantFrom('corp.test', 'lab.test'), { nil: undefined }),
    extras: extrasSeed,
  })

const withOn = ({ firewall, rpcOn }: EstateSeed): FirewallInput =>
  firewall.rpc === undefined || rpcOn === undefined ? firewall : { ...firewall, rpc: { ...firewall.rpc, on: rpcOn } }

const assemble = (seed: EstateSeed, rows: readonly CatalogRow[]): EstateInput => {
  const { product, version } = seed
  const build = product === 'cmcb' ? (version ?? 2603) : undefined
  // From 2403 on no site speaks HTTP alone.
  const spoken = seed.sites.map((site) =>
    site.communication === 'http' && (build ?? 0) >= 2403 ? { ...site, communication: 'both' } : site,
  )
  const sites = sitesOf(spoken, seed.central)
  const known = Object.keys(features).filter((name) => features[name]?.products.includes(product))
  const named =
    seed.features === 'all' ? ('all' as const) : [...new Set(seed.features.map((n) => known[n % known.length] ?? ''))]
  const estate: EstateInput = {
    name: 'random',
    product,
    ...(version === undefined ? {} : { version }),
    features: named,
    clientOnServers: seed.clientOnServers,
    sites,
    networks: networkPool,
    hosts: hostsOf(seed.hosts, Object.keys(sites), product, build),
    clients: clientsOf(seed.clients, Object.keys(sites), product, build),
    ...(seed.domain === undefined ? {} : { domain: seed.domain }),
    firewall: { ...withOn(seed), scope: seed.scope },
  }
  return withExtras(estate, seed.extras, rows, version ?? 2603)
}

/** Small estates of one product that the contract allows. */
export const randomEstate = (product: string, rows: readonly CatalogRow[]): fc.Arbitrary<EstateInput> =>
  seedOf(product).map((seed) => assemble(seed, rows))
