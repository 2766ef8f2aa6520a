// SPDX-License-Identifier: MIT
import type { Estate, HostFirewall } from '../estate/estate.ts'
import type { Party } from '../flows/party.ts'
import { defaultDynamicRange } from '../flows/usual-range.ts'
import { formatPortSet } from '../formats/port/port-set.ts'

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
