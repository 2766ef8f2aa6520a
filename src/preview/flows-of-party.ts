// SPDX-License-Identifier: MIT
import { getOrInsert } from '../collections/get-or-insert.ts'
import type { Flow, FlowEnd } from '../flows/flow.ts'
import { endFactory } from '../flows/flow-end.ts'
import type { Party } from '../flows/party.ts'

/** Which flows a party takes part in, and who takes part in flows: the ends are walked once, whoever asks. */
export interface FlowIndex {
  readonly flowsOf: (party: Party) => readonly Flow[]
  readonly partiesOf: (flows: readonly Flow[]) => readonly Party[]
}

const partiesOfEnd = (end: FlowEnd): readonly Party[] =>
  end.inside.length === 0 ? end.parties : [...end.parties, ...end.inside.map((inside) => inside.party)]

export const indexFlows = (flows: readonly Flow[], parties: readonly Party[]): FlowIndex => {
  const byParty = new Map<Party, Set<Flow>>()
  for (const flow of flows)
    for (const end of [flow.from, flow.to])
      for (const party of partiesOfEnd(end))
        if (party.kind === 'clients') getOrInsert(byParty, party, () => new Set<Flow>()).add(flow)
  const place = new Map(parties.map((party, index): [Party, number] => [party, index]))
  const hosts = new Map(parties.filter(({ kind }) => kind === 'host').map((party) => [party.name, party]))
  return {
    flowsOf: (party) => [...(byParty.get(party) ?? [])].flatMap((flow) => cutTo(flow, party)),
    partiesOf: (some) => {
      const named = new Set(some.flatMap(({ from, to }) => [from, to]).flatMap(partiesOfEnd))
      // A name that several hosts serve brings those hosts: they hold its rules.
      for (const party of [...named])
        for (const name of party.host?.members ?? []) {
          const member = hosts.get(name)
          if (member !== undefined) named.add(member)
        }
      return [...named].sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0))
    },
  }
}

/** A flow with the party's own end cut down to it alone; among equals once each way. */
const cutTo = (flow: Flow, party: Party): readonly Flow[] => {
  const [from, to] = [cut(flow.from, party), cut(flow.to, party)]
  return [...(from === null ? [] : [{ ...flow, from }]), ...(to === null ? [] : [{ ...flow, to }])]
}

const cut = (end: FlowEnd, party: Party): FlowEnd | null => {
  if (end.parties.includes(party)) return endFactory().ofParties([party])
  // A network of the user's own that the party's addresses lie in.
  const inside = end.inside.find((one) => one.party === party)
  return inside === undefined
    ? null
    : { ...end, parties: [], addresses: inside.addresses, inside: [inside], named: inside.addresses }
}
