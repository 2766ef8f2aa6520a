// SPDX-License-Identifier: MIT
import { everyAddress, parseAddresses } from './address-line.ts'
import type { FlowEnd, FlowOutput } from './compile-output.ts'
import type { End, Need } from './needs.ts'
import { byAddress } from './own-needs.ts'
import { type Party, parsePorts } from './party.ts'

const ends = (end: FlowEnd, everyone: readonly Party[]): readonly End[] => {
  const hosts = (end.hosts ?? []).map((name) => name.toLowerCase())
  const named = everyone.filter((party) => (party.kind === 'host' ? hosts : (end.clients ?? [])).includes(party.name))
  const list: End[] = named.map((party) => ({ party, addresses: party.addresses }))
  if (named.length !== hosts.length + (end.clients?.length ?? 0)) throw new Error(`unknown end: ${JSON.stringify(end)}`)
  if (end.addresses !== undefined) list.push(...byAddress(parseAddresses(end.addresses), everyone))
  if (end.any !== undefined) list.push({ party: undefined, addresses: everyAddress })
  return list
}

/** The `flows` of the output as needs: each of `from` with each of `to`, never a host with itself. */
export const needsOfFlows = (flows: readonly FlowOutput[], everyone: readonly Party[]): readonly Need[] =>
  flows.flatMap((flow) => {
    const ports = flow.ports.includes('dynamic') ? ('dynamic' as const) : flow.ports.map(parsePorts)
    const atSource = flow.notes.includes('source-port')
    return ends(flow.from, everyone).flatMap((from) =>
      ends(flow.to, everyone)
        .filter((to) => from.party === undefined || from.party !== to.party || from.party.kind === 'clients')
        .map((to): Need => ({ why: flow.id, from, to, protocol: flow.protocol, ports, atSource })),
    )
  })
