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

/** What people call a way of installing clients, and what it asks for beside ports. */
export interface MethodFacts {
  readonly name: string
  /** Four letters at most, where there is little room. */
  readonly short: string
  readonly needs: readonly { readonly text: string; readonly products: readonly Product[] }[]
}

export type Mode = 'mixed' | 'native' | 'http' | 'https'

export const SITE_TYPES = ['central', 'primary', 'secondary'] as const
export type SiteType = (typeof SITE_TYPES)[number]

/**
 * Whose holders a row joins. `site`: those of one site. The others join two sites:
 * `parent-child` in both directions, `to-parent` and `to-child` from one to the other, `secondary-to-primary` from a secondary
 * site to the primary above it, `secondary-to-primary-if-none` only where nobody of the secondary site holds the listening role;
 * `primary-to-secondary` from that primary down to the secondary site, `primary-to-central` from a primary site to the central one.
 */
export const JOINS = [
  'site',
  'parent-child',
  'to-parent',
  'to-child',
  'secondary-to-primary',
  'secondary-to-primary-if-none',
  'primary-to-secondary',
  'primary-to-central',
] as const
export type JoinKind = (typeof JOINS)[number]

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
  readonly join: readonly JoinKind[]
  /** `domain`: directory traffic, for members of a domain alone. */
  readonly members: 'domain' | null
  /** The row that internet-based clients use. */
  readonly internet: boolean
  /** The port is the sender's own: nothing listens on it at the other end. */
  readonly answers: boolean
  /** Ports on which the computer that starts from the network has no address yet (0.0.0.0), or a relay stands in for it. */
  readonly firstPacket: readonly string[]
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
  /** It holds the directory of a domain. */
  readonly directory: boolean
  /** Without one of these a client of a site is left alone. */
  readonly servesClients: boolean
  /** It may be set up for clients on the internet. */
  readonly internetFacing: boolean
  /** Carries what hosts with a proxy send to roles that are anywhere. */
  readonly proxy: boolean
  /** Computers start from the network through it. */
  readonly networkBoot: boolean
  /** False for what has no Windows Firewall policy of ours. */
  readonly firewall: boolean
  /** Stands for any remote address unless hosts hold it. */
  readonly anywhere: boolean
  /** What a holder is as well, by the type of its site. */
  readonly bySiteType: Readonly<Partial<Record<SiteType, string>>>
  /** Whoever this group stands for: hosts that hold a role of a kind, or that run a family of systems. */
  readonly members: { readonly kind: RoleKind | null; readonly family: 'server' | 'client' | null } | null
  /** What a client group is by default, and what `clientOnServers` makes of a server. */
  readonly onServers: boolean
  /** The role whose place a holder takes at its site beside the holder itself. */
  readonly standsInFor: string | null
  /**
   * Who serves as well where the role is asked for: holders of another role at the parent site; and the first holder
   * of another role in the site, for the others of it, unless one of them holds this role itself.
   */
  readonly servedBy: { readonly parent: string | null; readonly first: string | null }
  readonly onePerSite: boolean
  /** With `siteServerInitiates` on a site system, only holders of this role open connections between the two. */
  readonly callsSiteSystems: boolean
  /** Key of an install method that says whether clients are told of the role; left out there: if somebody holds it. */
  readonly installOption: string | null
}

export interface Feature {
  readonly id: string
  readonly products: readonly Product[]
  readonly text: string
  /** A host with one of these roles says the feature. */
  readonly roles: readonly string[]
  /** A role that faces the internet says the feature. */
  readonly internetFacing: boolean
  /** An install method that says this says the feature. */
  readonly option: { readonly key: string; readonly value: string | boolean } | null
  /** Roles that do nothing until one of the features that name them here is chosen. */
  readonly askedBy: readonly string[]
  /** What else a user can do about such a role. */
  readonly otherwise: string | null
  /** What to do where nobody in the estate holds the role on the other side of its rows. */
  readonly remedy: string | null
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
  /** The parameter of the HTTPS port, where WSUS asks for a pair: 80 and 443, or two ports in a row. */
  readonly pair: string | null
  /** The parameter that counts where the listener holds none of `roles`. */
  readonly elsewhere: string | null
  /** The parameter of the site that counts where the role sets none. */
  readonly siteDefault: string | null
  /** Roles whose holders, where a site has some, make this parameter count for nothing. */
  readonly unlessHeld: readonly string[]
  /** The endpoint of a SQL Server instance that listens there. */
  readonly endpoint: Endpoint | null
}

/** As SQL Server calls the endpoints of an instance. */
export const ENDPOINTS = ['tsql', 'service-broker', 'mirroring'] as const
export type Endpoint = (typeof ENDPOINTS)[number]

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
  /** `domain`: directory traffic, for members of a domain alone. */
  readonly members: 'domain' | null
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

/** A note that the preview page says once, where a flow of the estate carries it. */
export interface PageNote {
  readonly id: string
  /** Only where the estate names or says this feature, or has clients on the internet; null: always. */
  readonly when: string | null
  readonly sources: readonly Source[]
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
  readonly pageNotes: readonly PageNote[]
  readonly documents: ReadonlyMap<string, CatalogDocument>
  readonly listeners: readonly Listener[]
  /** One of each way of installing a client. */
  readonly methods: ReadonlyMap<InstallMethod, MethodFacts>
  readonly baseline: readonly BaselineFlow[]
  /** The newest current branch version that the catalogue knows. */
  readonly newest: number
  /** The first current branch version in which a site may no longer speak HTTP alone. */
  readonly httpUntil: number
}
