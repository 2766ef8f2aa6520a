// SPDX-License-Identifier: MIT
import fc from 'fast-check'
import type { RoleInput } from './estate-input.ts'
import { mayFace, parameters, roles } from './vocabulary.ts'

export interface RoleSeed {
  readonly role: number
  readonly options: boolean
  readonly port: number
}

/** Roles that most flows are about come more often. */
const frequent = [
  'site-server',
  'sql-server',
  'management-point',
  'distribution-point',
  'software-update-point',
  'client',
]

const givenRoles = (product: string): readonly string[] => {
  const fit = Object.keys(roles).filter((name) => {
    const facts = roles[name]
    return facts?.products.includes(product) && facts.kind !== 'group' && facts.kind !== 'derived'
  })
  const passive = product === 'cmcb' ? ['passive-site-server', 'passive-site-server'] : []
  return [...frequent, ...frequent, ...frequent, ...passive, ...fit]
}

export const roleSeed = fc.record({
  role: fc.nat(199),
  options: fc.boolean(),
  port: fc.integer({ min: 8200, max: 8230 }),
})

const value = (parameter: string, port: number): unknown => {
  if (parameter === 'multicast') return `${port}-${port + 9}`
  return port
}

export const roleOf = (seed: RoleSeed, product: string): RoleInput => {
  const names = givenRoles(product)
  const role = names[seed.role % names.length] ?? 'site-server'
  if (!seed.options) return role
  if (mayFace(role)) return { role, internetFacing: true, ...ownPorts(role, product, seed.port) }
  if (role === 'wsus-upstream') return { role, wsusPorts: { http: seed.port, https: seed.port + 1 } }
  const own = ownPorts(role, product, seed.port)
  return Object.keys(own).length === 0 ? role : { role, ...own }
}

const ownPorts = (role: string, product: string, port: number): Readonly<Record<string, unknown>> => {
  const own = Object.entries(parameters).filter(([, facts]) => {
    return facts.scope === 'role' && facts.roles?.includes(role) && (facts.products?.includes(product) ?? true)
  })
  const keys = own.map(([name, facts], index) => [facts.key, value(name, port + 40 * index)] as const)
  return Object.fromEntries(keys)
}

export const nameOf = (role: RoleInput): string => (typeof role === 'string' ? role : role.role)

export const lastVersions: Readonly<Record<string, number>> = {
  'application-catalog-web-service-point': 1910,
  'application-catalog-website-point': 1910,
  'cloud-distribution-point': 2211,
  'certificate-registration-point': 2403,
  'policy-module': 2403,
  'certification-authority': 2403,
  'mac-computer': 2403,
  'asset-intelligence-synchronization-point': 2603,
}

/** Roles that stand together on a host of the version: no phone is a site server. */
export const compatible = (list: readonly RoleInput[], version: number | undefined): readonly RoleInput[] => {
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
