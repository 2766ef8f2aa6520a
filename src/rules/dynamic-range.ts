// SPDX-License-Identifier: MIT
import type { Estate, HostFirewall } from '../estate/estate.ts'
import type { Party } from '../flows/party.ts'
import { formatPortSet } from '../formats/port/port-set.ts'

const BEFORE_VISTA = new Set(['windows-xp', 'windows-server-2003', 'windows-server-2003-r2', 'windows-2000'])

/** Dynamic ports of Windows (KB 929851): 49152-65535 since Vista and Server 2008, 1025-5000 before. */
export const defaultDynamicRange = (os: string | null): string =>
  os !== null && BEFORE_VISTA.has(os) ? '1025-5000' : '49152-65535'

export const firewallOf = (estate: Estate, party: Party): HostFirewall =>
  party.host?.firewall ?? party.group?.firewall ?? estate.firewall

/** The numbers behind dynamic RPC on a party that answers: its restricted range, else that of its operating system. */
export const dynamicRange = (estate: Estate, party: Party): readonly string[] => {
  const rpc = firewallOf(estate, party).rpc
  return rpc === null ? [defaultDynamicRange(party.host?.os ?? party.group?.os ?? null)] : formatPortSet(rpc.ports)
}

/** What an inbound rule opens for dynamic RPC: the keyword that Windows resolves, the restricted range, or both. */
export const inboundDynamicPorts = (firewall: HostFirewall): readonly string[] => {
  if (firewall.rpc === null || firewall.rpc.rules === 'keyword') return ['RPC']
  const range = formatPortSet(firewall.rpc.ports)
  return firewall.rpc.rules === 'both' ? [...range, 'RPC'] : range
}
