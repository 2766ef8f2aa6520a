// SPDX-License-Identifier: MIT

export type Product = 'cm2007' | 'cm2012' | 'cmcb'
export const PRODUCTS: readonly Product[] = ['cm2007', 'cm2012', 'cmcb']

export const INSTALL_METHODS = [
  'push',
  'group-policy',
  'manual',
  'logon-script',
  'software-update-point',
  'software-distribution',
] as const
export type InstallMethod = (typeof INSTALL_METHODS)[number]

export type Mode = 'mixed' | 'native' | 'http' | 'https'

export interface Source {
  /** `000` … `004`, or the tag of another document (see documents.yaml). */
  readonly document: string
  readonly section: string
  /** First line of the printed row in the document, from 1; null where the document has no stable lines. */
  readonly line: number | null
}

/** One row of the port catalogue, as `catalog --json` prints it. */
export interface CatalogFlow {
  readonly id: string
  readonly product: Product
  readonly kind: 'flow' | 'reference' | 'not-required' | 'not-recommended'
  readonly from: string | null
  readonly to: string
  readonly direction: 'initiates' | 'either'
  readonly service: string
  readonly protocol: 'tcp' | 'udp' | 'icmp'
  /** `80`, `63000-64000`, `dynamic`; empty for ICMP. */
  readonly ports: readonly string[]
  readonly alternates: readonly string[]
  readonly parameter: string | null
  readonly installMethods: readonly InstallMethod[]
  readonly mode: Mode | null
  readonly when: string | null
  /** `top`: only the site at the top of the hierarchy takes part. */
  readonly sites: 'top' | null
  readonly since: number | null
  readonly until: number | null
  readonly notes: readonly string[]
  readonly text: string
  readonly sources: readonly Source[]
}

export type RoleKind = 'server' | 'site-system' | 'client' | 'infrastructure' | 'external' | 'group' | 'derived'

export interface Role {
  readonly id: string
  readonly name: string
  /** The name inside a sentence: “management point”. */
  readonly noun: string
  readonly kind: RoleKind
  readonly products: readonly Product[]
  readonly note: string | null
  /** Roles that a holder of this one is as well. */
  readonly is: readonly string[]
  /** False for what has no Windows Firewall policy of ours. */
  readonly firewall: boolean
}

export interface Feature {
  readonly id: string
  readonly products: readonly Product[]
  readonly text: string
  /** A host with one of these roles says the feature. */
  readonly roles: readonly string[]
  /** An install method with this option says the feature. */
  readonly option: string | null
}

export interface Parameter {
  readonly id: string
  readonly scope: 'site' | 'role'
  /** Key of the role in the estate, a dot between the levels; the parameter's own name for a site. */
  readonly key: string
  readonly roles: readonly string[]
  readonly default: string
  readonly products: readonly Product[]
  readonly text: string
}

/** Which process answers on a port, where a source verifies it for every process that answers there. */
export interface Listener {
  readonly services: readonly string[]
  readonly roles: readonly string[]
  readonly products: readonly Product[]
  readonly protocol: 'tcp' | 'udp'
  readonly program: string
  readonly service: string | null
  readonly source: string
}

/** A flow beside Configuration Manager's, for estates that block traffic by default. */
export interface BaselineFlow {
  readonly id: string
  readonly set: 'management' | 'core'
  readonly service: string
  /** `managed`, `management`, `any`, or role ids. */
  readonly from: readonly string[]
  readonly to: readonly string[]
  /** Address keyword that stands in where nobody holds the roles; null: no flow. */
  readonly otherwise: string | null
  readonly protocol: 'tcp' | 'udp' | 'icmp'
  readonly ports: readonly string[]
  readonly icmp4: readonly string[]
  readonly icmp6: readonly string[]
  readonly text: string
}

export interface CatalogDocument {
  readonly id: string
  readonly title: string
  readonly [fact: string]: unknown
}

export interface Catalog {
  readonly flows: readonly CatalogFlow[]
  readonly roles: ReadonlyMap<string, Role>
  readonly features: ReadonlyMap<string, Feature>
  readonly parameters: ReadonlyMap<string, Parameter>
  readonly notes: ReadonlyMap<string, string>
  readonly documents: ReadonlyMap<string, CatalogDocument>
  readonly listeners: readonly Listener[]
  readonly baseline: readonly BaselineFlow[]
  /** The newest current branch version that the catalogue knows. */
  readonly newest: number
}
