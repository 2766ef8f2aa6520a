// SPDX-License-Identifier: MIT

/** Keywords for remote addresses that netsh has, as the model spells them: `remoteip=`. */
export const ADDRESS_WORDS: ReadonlyMap<string, string> = new Map([
  ['LocalSubnet', 'localsubnet'],
  ['DNS', 'dns'],
  ['DHCP', 'dhcp'],
  ['WINS', 'wins'],
  ['DefaultGateway', 'defaultgateway'],
])

/** Keywords for local ports that netsh has: `localport=`. */
export const PORT_WORDS: ReadonlyMap<string, string> = new Map([
  ['RPC', 'RPC'],
  ['RPC-EPMap', 'RPC-EPMap'],
  ['IPHTTPSIn', 'IPHTTPS'],
])

/** `interfacetype=`, one a rule. */
export const INTERFACE_WORDS: ReadonlyMap<string, string> = new Map([
  ['Lan', 'lan'],
  ['Wireless', 'wireless'],
  ['RemoteAccess', 'ras'],
])

/** `protocol=`. */
export const PROTOCOL_WORDS: ReadonlyMap<string, string> = new Map([
  ['tcp', 'tcp'],
  ['udp', 'udp'],
  ['icmp4', 'icmpv4'],
  ['icmp6', 'icmpv6'],
  ['any', 'any'],
])

/** Keys of the profiles below the local store; the private profile is called StandardProfile there. */
export const STORE_PROFILE = { domain: 'DomainProfile', private: 'StandardProfile', public: 'PublicProfile' } as const
