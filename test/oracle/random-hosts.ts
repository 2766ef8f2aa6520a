// SPDX-License-Identifier: MIT
import fc from 'fast-check'
import type { FirewallInput, HostInput } from './estate-input.ts'
import { firewallSeed } from './random-firewall.ts'
import { compatible, nameOf, type RoleSeed, roleOf, roleSeed } from './random-roles.ts'
import { roles } from './vocabulary.ts'

export interface HostSeed {
  readonly site: number | undefined
  readonly os: string | undefined
  readonly families: '4' | '6' | '46' | '44' | '66' | '4466'
  readonly roles: readonly RoleSeed[]
  readonly silenced: boolean
  readonly firewall: FirewallInput | undefined
  readonly members: readonly number[]
  readonly edge: number
}

const systems = [
  'windows-server-2003',
  'windows-server-2008',
  'windows-server-2022',
  'windows-xp',
  'windows-11',
  'other',
]

export const hostSeed = (product: string): fc.Arbitrary<HostSeed> =>
  fc.record({
    site: fc.option(fc.nat(9), { nil: undefined, freq: 8 }),
    os: fc.option(fc.constantFrom(...systems), { nil: undefined, freq: 2 }),
    families: fc.constantFrom('4', '6', '46', '46', '46', '44', '66', '4466'),
    roles: fc.array(roleSeed, { minLength: product === '' ? 0 : 1, maxLength: 4 }),
    silenced: fc.nat(3).map((n) => n === 0),
    firewall: fc.option(firewallSeed, { nil: undefined, freq: 1 }),
    edge: fc.nat(19),
    members: fc.oneof({ arbitrary: fc.constant([]), weight: 8 }, fc.array(fc.nat(9), { minLength: 1, maxLength: 2 })),
  })

const addressesOf = (families: string, index: number): readonly string[] => {
  const fourth = [`10.0.0.${index + 1}`, `10.0.9.${index * 2 + 1}`]
  const sixth = [`2001:db8::${(index + 1).toString(16)}`, `2001:db8:9::${(index * 2 + 1).toString(16)}`]
  const many = (family: string): number => families.split(family).length - 1
  return [...fourth.slice(0, many('4')), ...sixth.slice(0, many('6'))]
}

/** Some are in a workgroup, some in another domain, and some are none of ours. */
const edgeOf = (edge: number): Pick<HostInput, 'membership' | 'domain' | 'managed'> => {
  if (edge < 2) return { membership: 'workgroup' }
  if (edge < 5) return { domain: edge === 2 ? 'Lab.test' : 'lab.test' }
  return edge === 5 ? { managed: false } : {}
}

/** The profile `domain` does not exist in a workgroup. */
const atEdge = ({ profiles, ...firewall }: FirewallInput, edge: number): FirewallInput =>
  edge < 2 || profiles === undefined ? firewall : { ...firewall, profiles }

export const hostsOf = (
  seeds: readonly HostSeed[],
  sites: readonly string[],
  product: string,
  version: number | undefined,
): Readonly<Record<string, HostInput>> => {
  const hosts: Record<string, HostInput> = {}
  const served = new Set<string>()
  // Which of a host's addresses a rule is for does not show in it: names and hosts have the same families.
  const shared = seeds.some((seed) => seed.members.length > 0)
  for (const [index, seed] of seeds.entries()) {
    const site = seed.site === undefined ? undefined : sites[seed.site % sites.length]
    const members = seed.members
      .map((n) => n % seeds.length)
      .filter((n) => n !== index && seeds[n]?.members.length === 0)
    const given = compatible(
      seed.roles.map((one) => roleOf(one, product)),
      version,
    )
    const list = given.filter((one) => {
      const role = nameOf(one)
      if (site === undefined) return ['infrastructure', 'external'].includes(roles[role]?.kind ?? '')
      if (role !== 'site-server' && role !== 'passive-site-server') return true
      if (served.has(site + role) || members.length > 0) return false
      served.add(site + role)
      return given.every((other) => !nameOf(other).endsWith('site-server') || other === one)
    })
    const only = (kind: string): boolean => list.every((role) => roles[nameOf(role)]?.kind === kind)
    const aside = only('external') || (index % 3 > 0 && only('infrastructure'))
    const isSiteServer = list.some((role) => nameOf(role).endsWith('site-server'))
    const isSystem = !isSiteServer && list.some((role) => roles[nameOf(role)]?.kind === 'site-system')
    hosts[`H${index}.test`] = {
      addresses: addressesOf(shared ? '46' : seed.families, index),
      ...(aside || site === undefined ? {} : { site }),
      ...(seed.os === undefined ? {} : { os: seed.os }),
      roles: list,
      ...edgeOf(seed.edge),
      ...(seed.silenced && isSystem ? { siteServerInitiates: true } : {}),
      ...(seed.firewall === undefined || members.length > 0 ? {} : { firewall: atEdge(seed.firewall, seed.edge) }),
      ...(members.length === 0 ? {} : { members: [...new Set(members)].map((n) => `h${n}.test`) }),
    }
  }
  return hosts
}
