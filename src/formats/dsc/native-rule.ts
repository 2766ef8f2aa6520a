// SPDX-License-Identifier: MIT

/** A rule of `Microsoft.Windows/FirewallRuleList`, which speaks the firewall's COM interface (netfw.h). */
export interface NativeRule {
  /** What people see, and what the resource finds the rule by. */
  readonly name: string
  readonly _exist?: boolean
  readonly description?: string
  readonly applicationName?: string
  readonly serviceName?: string
  /** 256 is any. */
  readonly protocol: number
  /** Lists are joined by commas; `*` is any. */
  readonly localPorts?: string
  readonly remotePorts?: string
  readonly localAddresses: string
  readonly remoteAddresses: string
  readonly direction: 'Inbound' | 'Outbound'
  readonly action: 'Allow' | 'Block'
  readonly enabled: boolean
  readonly profiles: readonly ('Domain' | 'Private' | 'Public' | 'All')[]
  readonly grouping?: string
  readonly interfaceTypes: readonly ('RemoteAccess' | 'Wireless' | 'Lan' | 'All')[]
  readonly edgeTraversal?: boolean
}

/** Keywords of ports that COM and Rule both spell so. */
export const NATIVE_PORT_WORDS: readonly string[] = ['RPC', 'RPC-EPMap', 'Teredo']

/** Keywords of INetFwRule::RemoteAddresses. https://learn.microsoft.com/windows/win32/api/netfw/nf-netfw-inetfwrule-get_remoteaddresses */
export const NATIVE_ADDRESS_WORDS: readonly string[] = ['LocalSubnet', 'DNS', 'DHCP', 'WINS', 'DefaultGateway']
