// SPDX-License-Identifier: MIT
import fc from 'fast-check'
import type { FirewallInput, HostInput, RoleInput } from './estate-input.ts'
import { firewallSeed } from './random-firewall.ts'
import { parameters, roles } from './vocabulary.ts'

interface RoleSeed {
  readonly role: number
  readonly options: boolean
  readonly port: number
}

export interface HostSeed {
  readonly site: number | undefined
  readonly os: string | undefined
  readonly families: '4' | '6' | '46' | '44'
  readonly roles: readonly RoleSeed[]
  readonly silenced: boolean
  readonly firewall: FirewallInput | undefined
  readonly members: readonly number[]
}

const systems = [
  'windows-server-2003',
  'windows-server-2008',
  'windows-server-2022',
  'windows-xp',
  'windows-11',
  'other',
]

/** Roles that most flows are about come more often. */
const frequent = [
  'site-server',
  'sql-server',
  'management-point',
  'distribution-point',
  'software-update-point',
  'client',
]

export const givenRoles = (product: string): readonly string[] => {
  const fit = Object.keys(roles).filter((name) => {
    const facts = roles[name]
    return facts?.products.includes(product) && facts.kind !== 'group' && facts.kind !== 'derived'
  })
  const passive = product === 'cmcb' ? ['passive-site-server', 'passive-site-server'] : []
  return [...frequent, ...frequent, ...frequent, ...passive, ...fit]
}

const roleSeed = fc.record({ role: fc.nat(199), options: fc.boolean(), port: fc.integer({ min: 8200, max: 8230 }) })

export const hostSeed = (product: string): fc.Arbitrary<HostSeed> =>
  fc.record({
    site: fc.option(fc.nat(9), { nil: undefined, freq: 8 }),
    os: fc.option(fc.constantFrom(...systems), { nil: undefined, freq: 2 }),
    families: fc.constantFrom('4', '4', '6', '46', '44'),
    roles: fc.array(roleSeed, { minLength: product === '' ? 0 : 1, maxLength: 4 }),
    silenced: fc.nat(3).map((n) => n === 0),
    firewall: fc.option(firewallSeed, { nil: undefined, freq: 1 }),
    members: fc.oneof({ arbitrary: fc.constant([]), weight: 8 }, fc.array(fc.nat(9), { minLength: 1, maxLength: 2 })),
  })

const value = (parameter: string, port: number): unknown => {
  if (parameter === 'multicast') return `${port}-${port + 9}`
  return port
}

const roleOf = (seed: RoleSeed, product: string): RoleInput => {
  const names = givenRoles(product)
  const role = names[seed.role % names.length] ?? 'site-server'
  if (!seed.options) return role
  if (role === 'wsus-upstream') return { role, wsusPorts: { http: seed.port, https: seed.port + 1 } }
  const own = Object.entries(parameters).filter(([, facts]) => {
    return facts.scope === 'role' && facts.roles?.includes(role) && (facts.products?.includes(product) ?? true)
  })
  if (own.length === 0) return role
  const keys = own.map(([name, facts], index) => [facts.key, value(name, seed.port + 40 * index)] as const)
  return { role, ...Object.fromEntries(keys) }
}

const addressesOf = (families: string, index: number): readonly string[] => {
  const sixth = `2001:db8::${(index + 1).toString(16)}`
  const fourth = `10.0.0.${index + 1}`
  if (families === '6') return [sixth]
  if (families === '46') return [fourth, sixth]
  return families === '44' ? [fourth, `10.0.9.${index * 2 + 1}`] : [fourth]
}

const nameOf = (role: RoleInput): string => (typeof role === 'string' ? role : role.role)

export const lastVersions: Readonly<Record<string, number>> = {
  'application-catalog-web-service-point': 1910,
  'application-catalog-website-point': 1910,
  'cloud-distribution-point': 2211,
  'certificate-registration-point': 2403,
  'policy-module': 2403,
  'enrollment-point': 2403,
  'enrollment-proxy-point': 2403,
  'certification-authority': 2403,
  'mac-computer': 2403,
  'mobile-device': 2403,
  'asset-intelligence-synchronization-point': 2603,
}

/** Roles that stand together on a host of the version: no phone is a site server. */
const compatible = (list: readonly RoleInput[], version: number | undefined): readonly RoleInput[] => {
  const unique = [...new Map(list.map((one) => [nameOf(one), one])).values()]
  const there = unique.filter((one) => {
    const role = nameOf(one)
    if (version === undefined) return true
    return version < (lastVersions[role] ?? 9999) && (role !== 'passive-site-server' || version >= 1806)
  })
  const plain = there.filter((one) => roles[nameOf(one)]?.firewall !== false)
  if (plain.length > 0) return plain
  const cloud = there.filter((one) => roles[nameOf(one)]?.kind === 'external')
  return cloud.length > 0 ? cloud : there
}

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
      ...(seed.silenced && isSystem ? { siteServerInitiates: true } : {}),
      ...(seed.firewall === undefined || members.length > 0 ? {} : { firewall: seed.firewall }),
      ...(members.length === 0 ? {} : { members: [...new Set(members)].map((n) => `h${n}.test`) }),
    }
  }
  return hosts
}
