// SPDX-License-Identifier: MIT
import type { Flow, FlowEnd } from '../flows/flow.ts'
import { formatAddressSet, isAnyAddress } from '../formats/address/address-set.ts'

/** One side of a flow as `compile --json` prints it. */
const endJson = (end: FlowEnd): object => {
  const hosts = end.parties.filter((party) => party.kind === 'host').map((party) => party.name)
  const clients = end.parties.filter((party) => party.kind === 'clients').map((party) => party.name)
  return {
    ...(hosts.length > 0 && { hosts }),
    ...(clients.length > 0 && { clients }),
    ...(end.any !== null &&
      (isAnyAddress(end.named) ? { any: end.any } : { addresses: formatAddressSet(end.named), name: end.any })),
  }
}

export const flowJson = (flow: Flow): object => ({
  id: flow.id,
  catalog: flow.entry?.id ?? null,
  service: flow.service,
  from: endJson(flow.from),
  to: endJson(flow.to),
  protocol: flow.protocol,
  ports: flow.ports,
  ...(flow.icmp !== null && { icmp4: flow.icmp.v4, icmp6: flow.icmp.v6 }),
  text: flow.text,
  ...(flow.own !== null && flow.own),
  notes: flow.entry?.notes ?? [],
  sources: flow.sources,
})
