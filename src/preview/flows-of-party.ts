// SPDX-License-Identifier: MIT
import type { Flow, FlowEnd } from '../flows/flow.ts'
import { endFactory } from '../flows/flow-end.ts'
import type { Party } from '../flows/party.ts'

/** The flows that a party takes part in, its own end cut down to it alone. A flow among equals stands once each way. */
export const flowsOfParty = (flows: readonly Flow[], party: Party): readonly Flow[] => {
  const alone = endFactory().ofParties([party])
  const cut = (end: FlowEnd): FlowEnd | null => {
    if (end.parties.includes(party)) return alone
    // A network of the user's own that the party's addresses lie in.
    const inside = end.inside.find((one) => one.party === party)
    return inside === undefined
      ? null
      : { ...end, parties: [], addresses: inside.addresses, inside: [inside], named: inside.addresses }
  }
  return flows.flatMap((flow) => {
    const [from, to] = [cut(flow.from), cut(flow.to)]
    return [...(from === null ? [] : [{ ...flow, from }]), ...(to === null ? [] : [{ ...flow, to }])]
  })
}

/** Every party of the flows, and the hosts that serve a shared name. */
export const partiesIn = (flows: readonly Flow[], parties: readonly Party[]): readonly Party[] => {
  const named = new Set(
    flows
      .flatMap(({ from, to }) => [from, to])
      .flatMap((end) => [...end.parties, ...end.inside.map((inside) => inside.party)]),
  )
  const members = new Set([...named].flatMap((party) => party.host?.members ?? []))
  return parties.filter((party) => named.has(party) || (party.kind === 'host' && members.has(party.name)))
}
