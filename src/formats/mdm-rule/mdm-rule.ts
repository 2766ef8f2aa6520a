// SPDX-License-Identifier: MIT

/**
 * A rule as the Firewall CSP has it. Empty lists and nulls are nodes that are left out: any.
 * https://learn.microsoft.com/windows/client-management/mdm/firewall-csp
 */
export interface MdmRule {
  readonly id: string
  /** What its description carries for those who look for it again. */
  readonly group: string
  readonly name: string
  readonly description: string
  readonly enabled: boolean
  readonly direction: 'in' | 'out'
  readonly allow: boolean
  /** `1` domain, `2` private, `4` public; empty for all. */
  readonly profiles: readonly number[]
  readonly protocol: number | null
  readonly localPorts: readonly string[]
  readonly remotePorts: readonly string[]
  readonly icmpTypes: readonly string[]
  readonly localAddresses: readonly string[]
  readonly remoteAddresses: readonly string[]
  readonly filePath: string | null
  readonly serviceName: string | null
  readonly interfaceTypes: readonly string[]
}

export const ALL_PROFILES = 0x7fff_ffff
export const PROFILE_BITS = { domain: 1, private: 2, public: 4 } as const
export const PROTOCOLS: readonly (readonly [name: 'tcp' | 'udp' | 'icmp4' | 'icmp6', number: number])[] = [
  ['icmp4', 1],
  ['tcp', 6],
  ['udp', 17],
  ['icmp6', 58],
]

/** Keywords of remote addresses: ours, and the CSP's. It has none for one family, for a remote corporate network or for devices. */
export const ADDRESS_WORDS: readonly (readonly [ours: string, theirs: string])[] = [
  ['LocalSubnet', 'LocalSubnet'],
  ['DNS', 'DNS'],
  ['DHCP', 'DHCP'],
  ['WINS', 'WINS'],
  ['DefaultGateway', 'Defaultgateway'],
  ['Internet', 'Internet'],
  ['Intranet', 'Intranet'],
]

export const INTERFACES = ['Lan', 'Wireless', 'RemoteAccess'] as const
