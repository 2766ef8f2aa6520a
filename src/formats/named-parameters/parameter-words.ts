// SPDX-License-Identifier: MIT
import type { Protocol } from '../rule/rule.ts'

/** Keywords of local ports: what Rule calls them, what NetSecurity calls them. */
export const LOCAL_PORT_WORDS: ReadonlyMap<string, string> = new Map([
  ['RPC', 'RPC'],
  ['RPC-EPMap', 'RPCEPMap'],
  ['Teredo', 'Teredo'],
  ['IPHTTPSIn', 'IPHTTPSIn'],
  ['PlayToDiscovery', 'PlayToDiscovery'],
])

export const REMOTE_PORT_WORDS: ReadonlyMap<string, string> = new Map([['IPHTTPSOut', 'IPHTTPSOut']])

/** Rules call a wired interface `Lan`, as their strings do. */
export const INTERFACE_WORDS: ReadonlyMap<string, string> = new Map([
  ['Lan', 'Wired'],
  ['Wireless', 'Wireless'],
  ['RemoteAccess', 'RemoteAccess'],
])

/** Protocols with a name, and their numbers; 256 is any protocol. */
export const PROTOCOL_WORDS: readonly {
  readonly protocol: Protocol
  readonly word: string
  readonly number: number
}[] = [
  { protocol: 'tcp', word: 'TCP', number: 6 },
  { protocol: 'udp', word: 'UDP', number: 17 },
  { protocol: 'icmp4', word: 'ICMPv4', number: 1 },
  { protocol: 'icmp6', word: 'ICMPv6', number: 58 },
  { protocol: 'any', word: 'Any', number: 256 },
]
