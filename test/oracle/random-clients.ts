// SPDX-License-Identifier: MIT
import fc from 'fast-check'
import type { ClientsInput, MethodOptions } from './estate-input.ts'
import { lastVersions } from './random-roles.ts'
import { roles } from './vocabulary.ts'

export const networkPool: Readonly<Record<string, readonly string[]>> = {
  hq: ['10.10.0.0/16', '2001:db8:10::/48'],
  low: ['10.20.0.0/24', '2001:db8:20::/66'],
  high: ['10.20.1.0/24', '2001:db8:20:0:4000::/66'],
  fourth: ['10.30.0.0/24'],
  sixth: ['2001:db8:20::/64'],
  around: ['10.0.0.0/29', '2001:db8::/125'],
  odd: ['192.0.2.7', '192.0.2.9-192.0.2.20', '10.20.0.128/25', '2001:db8:30::7-2001:db8:30::19'],
}

const methods = ['push', 'group-policy', 'manual', 'logon-script', 'software-update-point', 'software-distribution']

export interface ClientsSeed {
  readonly site: number
  readonly role: number
  readonly os: string | undefined
  readonly networks: readonly string[]
  readonly edge: number
  readonly install: readonly (string | MethodOptions)[]
}

const method: fc.Arbitrary<string | MethodOptions> = fc.oneof(
  fc.constantFrom(...methods),
  fc.record(
    {
      method: fc.constantFrom('manual', 'logon-script', 'group-policy', 'software-update-point'),
      source: fc.boolean(),
      ccmsetup: fc.constantFrom('share', 'local'),
      fallbackStatusPoint: fc.boolean(),
    },
    { requiredKeys: ['method'] },
  ),
)

export const clientsSeed = (product: string): fc.Arbitrary<ClientsSeed> =>
  fc.record({
    site: fc.nat(9),
    role: product === 'cm2007' ? fc.nat(5) : fc.nat(9),
    os: fc.option(fc.constantFrom('windows-xp', 'windows-11', 'other'), { nil: undefined }),
    networks: fc.uniqueArray(fc.constantFrom(...Object.keys(networkPool)), { minLength: 1, maxLength: 2 }),
    edge: fc.nat(9),
    install: fc.uniqueArray(method, { maxLength: 3, selector: (one) => (typeof one === 'string' ? one : one.method) }),
  })

const clientRoles = (product: string): readonly string[] =>
  Object.keys(roles).filter((name) => roles[name]?.kind === 'client' && roles[name].products.includes(product))

/** Some are outside of the domain, some in another one. */
const edgeOf = (edge: number): Pick<ClientsInput, 'membership' | 'domain'> => {
  if (edge < 3) return { membership: 'internet' }
  if (edge === 3) return { membership: 'workgroup' }
  return edge === 4 ? { domain: 'lab.test' } : {}
}

export const clientsOf = (
  seeds: readonly ClientsSeed[],
  sites: readonly string[],
  product: string,
  version: number | undefined,
): Readonly<Record<string, ClientsInput>> =>
  Object.fromEntries(
    seeds.map((seed, index) => {
      const names = ['client', 'client', 'client', ...clientRoles(product)].filter(
        (name) => (version ?? 0) < (lastVersions[name] ?? 9999),
      )
      const role = names[seed.role % names.length] ?? 'client'
      const group: ClientsInput = {
        site: sites[seed.site % sites.length] ?? '',
        networks: seed.edge === 1 ? 'any' : seed.networks,
        ...edgeOf(seed.edge),
        ...(role === 'client' ? {} : { role }),
        ...(seed.os === undefined ? {} : { os: seed.os }),
        ...(seed.install.length === 0 ? {} : { install: seed.install }),
      }
      return [`group ${index}`, group]
    }),
  )
