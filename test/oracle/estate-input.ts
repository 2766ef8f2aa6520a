// SPDX-License-Identifier: MIT

/** The part of an estate file that the oracle reads, as the contract has it. */
export interface EstateInput {
  readonly name: string
  readonly product: string
  readonly version?: number
  readonly features?: readonly string[] | 'all'
  readonly clientOnServers?: boolean
  readonly domain?: string
  readonly sites: Readonly<Record<string, SiteInput>>
  readonly networks?: Readonly<Record<string, readonly string[]>>
  readonly hosts: Readonly<Record<string, HostInput>>
  readonly clients?: Readonly<Record<string, ClientsInput>>
  readonly services?: Readonly<Record<string, { protocol: string; ports: PortsInput }>>
  readonly flows?: readonly OwnFlowInput[]
  readonly except?: readonly ExceptInput[]
  readonly firewall?: FirewallInput & { readonly scope?: 'host' | 'role-set' }
}

export interface SiteInput {
  readonly type: 'central' | 'primary' | 'secondary'
  readonly parent?: string
  readonly communication?: string
  readonly ports?: Readonly<Record<string, number>>
}

export type RoleInput = string | ({ readonly role: string } & Readonly<Record<string, unknown>>)

export interface HostInput {
  readonly addresses: readonly string[]
  readonly site?: string
  readonly os?: string
  readonly roles: readonly RoleInput[]
  readonly siteServerInitiates?: boolean
  readonly membership?: 'domain' | 'workgroup'
  readonly domain?: string
  readonly managed?: boolean
  readonly members?: readonly string[]
  readonly firewall?: FirewallInput
}

export interface MethodOptions {
  readonly method: string
  readonly source?: boolean
  readonly ccmsetup?: string
  readonly fallbackStatusPoint?: boolean
  readonly serverLocatorPoint?: boolean
}

export interface ClientsInput {
  readonly site: string
  readonly networks: readonly string[] | 'any'
  readonly membership?: 'domain' | 'workgroup' | 'internet'
  readonly domain?: string
  readonly role?: string
  readonly os?: string
  readonly install?: readonly (string | MethodOptions)[]
}

export interface FirewallInput {
  readonly profiles?: readonly string[]
  readonly direction?: 'inbound' | 'both'
  readonly remote?: 'peers' | 'any'
  readonly rpc?: RpcInput
}

export interface RpcInput {
  readonly ports: string | readonly string[]
  readonly rules?: 'range' | 'keyword' | 'both'
  /** Of the estate alone. */
  readonly on?: string | readonly string[]
}

export type PortsInput = number | string | readonly (number | string)[]

export interface OwnFlowInput {
  readonly name: string
  readonly from: string | readonly string[]
  readonly to: string | readonly string[]
  readonly protocol?: string
  readonly ports?: PortsInput
  readonly service?: string
  readonly reason: string
  readonly owner: string
}

export interface ExceptInput {
  readonly flow: string | { readonly from: string; readonly to: string; readonly service: string }
  readonly reason: string
  readonly owner: string
}
