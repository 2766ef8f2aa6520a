// SPDX-License-Identifier: MIT
import type { InstallMethod, Product } from '../catalog/catalog-flow.ts'
import type { Span } from '../diagnostics/diagnostic.ts'
import type { AddressSet } from '../formats/address/address-set.ts'
import type { PortRanges } from '../formats/port/port-set.ts'
import type { ProfileSettings } from '../formats/rule/profile-settings.ts'
import type { Profile } from '../formats/rule/rule.ts'
import type { OptionValues } from '../targets/options.ts'
import type { TargetName } from '../targets/target-names.ts'

/** An estate after every reference was checked and every default filled in. Lists keep a fixed order whatever the file's. */
export interface Estate {
  readonly name: string
  readonly product: Product
  /** The build in production; for the current branch always set (the newest that the catalogue knows by default), else null. */
  readonly version: number | null
  readonly features: ReadonlySet<string>
  readonly allFeatures: boolean
  readonly sites: ReadonlyMap<string, Site>
  /** DNS name of the domain of whoever names none, lower case; null where the file says none: one nameless domain. */
  readonly domain: string | null
  readonly networks: ReadonlyMap<string, Network>
  /** By name, lower case. */
  readonly hosts: ReadonlyMap<string, Host>
  readonly clients: ReadonlyMap<string, ClientGroup>
  readonly clientOnServers: boolean
  readonly firewall: Firewall
  readonly flows: readonly OwnFlow[]
  readonly except: readonly Exception[]
  readonly management: AddressSet
  readonly managementGiven: boolean
  /** Of the targets that have some. */
  readonly options: OptionValues
  readonly tests: readonly PolicyTest[]
  readonly acknowledge: readonly Acknowledgement[]
  /** Addresses of the file that are wider than a network of one's own usually is. */
  readonly wide: readonly WideAddresses[]
  /** Where a thing is written in the file, found only when something is reported; `path` is the keys down to it. */
  readonly locate: (path: readonly (string | number)[], on?: 'key' | 'value') => Span
}

export interface Network {
  readonly addresses: AddressSet
  /** Its DHCP relays: a network boot reaches a site through them. */
  readonly relays: AddressSet
}

export interface Site {
  readonly name: string
  readonly type: 'central' | 'primary' | 'secondary'
  readonly parent: string | null
  readonly communication: 'http' | 'https' | 'both'
  /** Values of the parameters of scope `site` that the file sets, sorted; a default is not repeated here. */
  readonly ports: Ports
}

export type OperatingSystem = string

/** Ports by the id of their parameter: one, or several while a change is under way. */
export type Ports = ReadonlyMap<string, readonly string[]>

/** Whose member a computer is. */
export interface Membership {
  /** `internet`: a client on the internet, which reaches no domain controller wherever it is a member. */
  readonly membership: 'domain' | 'workgroup' | 'internet'
  /** Lower case; null in a workgroup and in the one nameless domain of an estate that names none. */
  readonly domain: string | null
}

export interface Host extends Membership {
  /** Lower case. */
  readonly name: string
  /** As written. */
  readonly writtenName: string
  /** Place in the file, from 0. */
  readonly order: number
  readonly addresses: AddressSet
  readonly site: string | null
  /** `windows-server-2022`, `windows-11`, `other`; null where the file says nothing. */
  readonly os: OperatingSystem | null
  readonly roles: readonly HostRole[]
  /** Hosts that serve this name together (a listener, a cluster); null for an ordinary host. */
  readonly members: readonly string[] | null
  /** False: others look after its firewall; it is a peer and gets no policy. */
  readonly managed: boolean
  /** The name that the estate gives its policy; null where hosts and roles make one. */
  readonly policy: string | null
  /** The host that carries its connections to the internet; null: it opens them itself. */
  readonly proxy: string | null
  /** The site system never opens a connection to its site server. */
  readonly siteServerInitiates: boolean
  /** The estate's firewall options with what this host sets itself. */
  readonly firewall: HostFirewall
  /** What a host with its roles and membership has that sets nothing itself. */
  readonly usualFirewall: HostFirewall
}

export interface HostRole {
  readonly role: string
  /** Values of the parameters of scope `role` (`sqlServer`: `14330`), sorted, only those that the file sets. */
  readonly ports: Ports
  /** SQL Server instance; null for the default instance and for other roles. */
  readonly instance: string | null
  /** Clients on the internet reach it too. */
  readonly internetFacing: boolean
  /** Who sends the first packet of a network boot. */
  readonly pxeFrom: 'any' | 'relays'
  readonly path: readonly (string | number)[]
}

export interface ClientGroup extends Membership {
  readonly name: string
  readonly site: string | null
  readonly addresses: AddressSet
  readonly role: string
  readonly os: OperatingSystem | null
  readonly install: readonly Install[]
  /** False where the file says nothing of the installation; an empty list says that nothing of it is needed. */
  readonly installGiven: boolean
  /** Names of its networks; addresses that the group itself lists have none. */
  readonly networks: readonly string[]
  /** The estate's firewall options with what this group sets itself. */
  readonly firewall: HostFirewall
}

export interface Install {
  readonly method: InstallMethod
  readonly source: boolean
  readonly ccmsetup: 'share' | 'local'
  /** By the option of a role (`fallbackStatusPoint`): whether clients are told of it; left out: if the site has it. */
  readonly told: ReadonlyMap<string, boolean>
}

export interface HostFirewall {
  readonly profiles: readonly Profile[]
  readonly direction: 'inbound' | 'both'
  readonly remote: 'peers' | 'any'
  readonly rpc: RpcRange | null
}

export interface Firewall extends HostFirewall {
  readonly scope: 'host' | 'role-set'
  /** What a compile writes. */
  readonly targets: readonly TargetName[]
  readonly settings: ProfileSettings | null
}

export interface RpcRange {
  readonly ports: PortRanges
  readonly rules: 'range' | 'keyword' | 'both'
}

/** One end of a flow of the user's own. */
export type End =
  | { readonly kind: 'host'; readonly name: string }
  | { readonly kind: 'clients'; readonly name: string }
  | { readonly kind: 'network'; readonly name: string; readonly addresses: AddressSet }
  | { readonly kind: 'addresses'; readonly addresses: AddressSet }
  | { readonly kind: 'role'; readonly role: string }
  | { readonly kind: 'any' }

export interface OwnFlow {
  readonly name: string
  readonly from: readonly End[]
  readonly to: readonly End[]
  readonly protocol: 'tcp' | 'udp' | 'icmp'
  /** Empty for ICMP; `dynamic` for dynamic RPC. */
  readonly ports: readonly string[]
  readonly service: string | null
  readonly reason: string
  readonly owner: string | null
  readonly ticket: string | null
  /** `2026-12-31`, or null. */
  readonly expires: string | null
  readonly path: readonly (string | number)[]
}

export interface Exception {
  /** Ids of the catalogue flows that are left out. */
  readonly flows: readonly string[]
  readonly reason: string
  readonly owner: string | null
  readonly ticket: string | null
  readonly expires: string | null
  readonly path: readonly (string | number)[]
}

export interface PolicyTest {
  readonly expect: 'allow' | 'deny'
  readonly from: string
  readonly to: string
  /** Senders that the test leaves out. */
  readonly except: readonly string[]
  readonly port: string | null
  readonly protocol: 'tcp' | 'udp' | 'icmp'
  readonly path: readonly (string | number)[]
}

/** A warning that somebody answers for. */
export interface Acknowledgement {
  readonly code: string
  /** A name that the warning names, or the dotted path of what it is about. */
  readonly about: string
  /** Where `about` leads as a path; null where it is no path of the file. */
  readonly aboutPath: readonly (string | number)[] | null
  readonly reason: string
  readonly owner: string
  /** The last day that it counts; null for ever. */
  readonly until: string | null
  /** Whether it still counts today. */
  readonly inForce: boolean
  readonly path: readonly (string | number)[]
}

/** Addresses of the file that hold more than an IPv4 /8 or an IPv6 /16. */
export interface WideAddresses {
  readonly text: string
  readonly addresses: AddressSet
  readonly path: readonly (string | number)[]
}
