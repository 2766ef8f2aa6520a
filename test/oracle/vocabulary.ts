// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

const read = (name: string): unknown =>
  parse(readFileSync(new URL(`../../policies/catalog/${name}.yaml`, import.meta.url), 'utf8'))

export interface RoleFacts {
  readonly kind: 'server' | 'site-system' | 'client' | 'infrastructure' | 'external' | 'group' | 'derived'
  readonly products: readonly string[]
  readonly is?: readonly string[]
  readonly firewall?: boolean
  readonly directory?: boolean
  readonly internetFacing?: boolean
  readonly networkBoot?: boolean
}

export interface ParameterFacts {
  readonly scope: 'site' | 'role'
  readonly siteDefault?: string
  readonly unlessHeld?: readonly string[]
  readonly key?: string
  readonly roles?: readonly string[]
  readonly products?: readonly string[]
  readonly default: number | string
}

export interface FeatureFacts {
  readonly products: readonly string[]
  readonly roles?: readonly string[]
  readonly internetFacing?: boolean
  readonly option?: Readonly<Record<string, unknown>>
}

export const roles = read('roles') as Readonly<Record<string, RoleFacts>>
export const parameters = read('parameters') as Readonly<Record<string, ParameterFacts>>
export const features = read('features') as Readonly<Record<string, FeatureFacts>>

/** The role and the roles that its holder holds as well. */
export const withMeant = (role: string): readonly string[] => [role, ...(roles[role]?.is ?? [])]

/** Stand for any remote address where the estate has no host that holds them. */
export const anyRoles: readonly string[] = [
  'internet',
  'microsoft-cloud',
  'intune',
  'exchange-online',
  'cloud-distribution-point',
  'cloud-management-gateway',
  'azure',
]

/** Roles that may face the internet: management, distribution, software update, enrollment proxy and fallback status points. */
export const mayFace = (role: string): boolean => withMeant(role).some((one) => roles[one]?.internetFacing === true)

export const isController = (role: string): boolean => withMeant(role).includes('domain-controller')
