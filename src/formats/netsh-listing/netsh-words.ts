// SPDX-License-Identifier: MIT
import type { Protocol } from '../rule/rule.ts'

/** Words of netsh that stand in its commands and in what it prints, in lower case, and what they mean. */
export const NETSH_PROTOCOLS: ReadonlyMap<string, Protocol> = new Map([
  ['tcp', 'tcp'],
  ['6', 'tcp'],
  ['udp', 'udp'],
  ['17', 'udp'],
  ['icmpv4', 'icmp4'],
  ['1', 'icmp4'],
  ['icmpv6', 'icmp6'],
  ['58', 'icmp6'],
])

export const NETSH_PORTS: ReadonlyMap<string, string> = new Map([
  ['rpc', 'RPC'],
  ['rpc-epmap', 'RPC-EPMap'],
  ['teredo', 'Teredo'],
])

export const NETSH_INTERFACES: ReadonlyMap<string, string> = new Map([
  ['lan', 'Lan'],
  ['wireless', 'Wireless'],
  ['ras', 'RemoteAccess'],
])

/** Fields of Windows that the model has no key for, as a rule string spells them. */
export const NETSH_SECURITY: ReadonlyMap<string, Readonly<Record<string, string>>> = new Map([
  ['authenticate', { Security: 'Authenticate' }],
  ['authenc', { Security: 'AuthenticateEncrypt' }],
  ['authnoencap', { Security: 'Authenticate', Security2_9: 'An-NoEncap' }],
  ['authdynenc', { Security: 'Authenticate', Security2: 'AnE-Nego' }],
])
