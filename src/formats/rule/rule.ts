// SPDX-License-Identifier: MIT

/**
 * A Windows Firewall rule, the one model that every part of the program shares.
 * An empty list means any. The JSON of `read`, `compile` and `preview` has exactly these keys in this order.
 */
export interface Rule {
  /** Name of the registry value that holds the rule; unique over every policy. */
  readonly id: string
  readonly displayName: string
  readonly description: string
  readonly group: string
  readonly direction: Direction
  readonly action: Action
  readonly enabled: boolean
  readonly profiles: readonly Profile[]
  readonly protocol: Protocol
  /** `445`, `50000-50199`, or a keyword: `RPC`, `RPC-EPMap`, `IPHTTPSIn`, `Teredo`, `PlayToDiscovery`, `mDNS`, `DHCP`. */
  readonly localPorts: readonly string[]
  readonly remotePorts: readonly string[]
  /** `TYPE:CODE`, the code a number or `*`. */
  readonly icmpTypes: readonly string[]
  readonly localAddresses: readonly string[]
  /** `10.0.0.10`, `10.10.0.0/16`, `192.0.2.1-192.0.2.9`, or a keyword such as `LocalSubnet`. */
  readonly remoteAddresses: readonly string[]
  readonly program: string | null
  readonly service: string | null
  readonly interfaceTypes: readonly string[]
  /** Ids of the flows the rule comes from; empty for rules that were read. */
  readonly flows: readonly string[]
  /** When read: fields of Windows that have no key here, by Windows' own name; `version` is the schema version. */
  readonly other?: Readonly<Record<string, string | readonly string[]>>
}

export type Direction = 'in' | 'out'
export type Action = 'allow' | 'block' | 'bypass'
export type Profile = 'domain' | 'private' | 'public'
/** A name, or the number of an IP protocol (0 to 255). */
export type Protocol = 'tcp' | 'udp' | 'icmp4' | 'icmp6' | 'any' | number

/** The order in which Windows writes the profiles. */
export const PROFILES: readonly Profile[] = ['domain', 'private', 'public']
