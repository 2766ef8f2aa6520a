// SPDX-License-Identifier: MIT
import type { Flow, FlowEnd } from '../flows/flow.ts'
import type { Party } from '../flows/party.ts'

/** The flows that a party takes part in, its own end cut down to it alone. A flow among equals stands once each way. */
export const flowsOfParty = (flows: readonly Flow[], party: Party): readonly Flow[] => {
  const alone: FlowEnd = { parties: [party], addresses: party.addresses, any: null }
  return flows.flatMap((flow) => [
    ...(flow.from.parties.includes(party) ? [{ ...flow, from: alone }] : []),
    ...(flow.to.parties.includes(party) ? [{ ...flow, to: alone }] : []),
  ])
}

/** Every party of the flows, and the hosts that serve a shared name. */
export const partiesIn = (flows: readonly Flow[], parties: readonly Party[]): readonly Party[] => {
  const named = new Set(flows.flatMap((flow) => [...flow.from.parties, ...flow.to.parties]))
  const members = new Set([...named].flatMap((party) => party.host?.members ?? []))
  return parties.filter((party) => named.has(party) || (party.kind === 'host' && members.has(party.name)))
}
